import { defineRegister } from '#lib/engine/register.ts';

export const workMasters = defineRegister('workMasters');
export const workOrders = defineRegister('workOrders');
