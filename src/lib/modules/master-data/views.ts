import { defineRegister } from '#lib/engine/register.ts';

export const items = defineRegister('items');
export const partners = defineRegister('partners');
export const units = defineRegister('unitDefinitions');
