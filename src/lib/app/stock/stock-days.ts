/** Days before its expiry from which a lot is marked as expiring. */
export const EXPIRING_DAYS = 90;
