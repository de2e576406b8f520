/** Program version, for people. */
export const VERSION = '0.1.0';
/** Written into every operation the relay records. */
export const BUILD_ID = `suyuan-relay/${VERSION}`;
