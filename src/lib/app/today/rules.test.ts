import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '#lib/engine/define-operation.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import {
	DUE_HOURS,
	dueAfter,
	escalatedTo,
	HOUR_MS,
	nextWorkdayMorning,
	responsibleRoles,
	ROLE_ABOVE,
	rolesAbove,
	SECOND_ESCALATION_MS
} from './rules.ts';

const at = (text: string) => parseInstant(text);

describe('due times', () => {
	it('are hours after the wait began', () => {
		expect(dueAfter('inspect', 0)).toBe(48 * HOUR_MS);
		expect(dueAfter('market-release', 0)).toBe(DUE_HOURS['market-release'] * HOUR_MS);
	});

	it('of 待复核 are ten in the morning of the next working day, by the clock of the place', () => {
		// 2026-10-08 is a Thursday.
		expect(nextWorkdayMorning('2026-10-08T02:10:00+08:00')).toBe(at('2026-10-09T10:00:00+08:00'));
		expect(nextWorkdayMorning('2026-10-09T23:59:59+08:00')).toBe(at('2026-10-12T10:00:00+08:00'));
		expect(nextWorkdayMorning('2026-10-10T09:00:00+08:00')).toBe(at('2026-10-12T10:00:00+08:00'));
		expect(nextWorkdayMorning('2026-10-11T09:00:00Z')).toBe(at('2026-10-12T10:00:00Z'));
	});
});

describe('escalation', () => {
	it('does not happen before the due time, goes one role up after it and one more a day later', () => {
		expect(escalatedTo(['QC'], 0)).toEqual([]);
		expect(escalatedTo(['QC'], 1)).toEqual(['QA']);
		expect(escalatedTo(['QC'], SECOND_ESCALATION_MS)).toEqual(['QA']);
		expect(escalatedTo(['QC'], SECOND_ESCALATION_MS + 1)).toEqual(['QA', 'QH']);
		expect(escalatedTo(['LL'], SECOND_ESCALATION_MS + 1)).toEqual(['PM', 'OWN']);
		expect(escalatedTo(['OWN'], SECOND_ESCALATION_MS + 1)).toEqual([]);
	});

	it('does not name a role that has it anyway', () => {
		expect(rolesAbove(['QC', 'QA'])).toEqual(['QH']);
		expect(escalatedTo(['AR', 'QH'], 1)).toEqual(['OWN']);
	});

	it('ends at the owner from every role, without going in circles', () => {
		for (const start of Object.keys(ROLES) as Role[]) {
			const seen = new Set<Role>();
			for (let role: Role | undefined = start; role; role = ROLE_ABOVE[role]) {
				expect(seen.has(role)).toBe(false);
				seen.add(role);
			}
			expect([...seen].at(-1)).toBe(start === 'AU' ? 'AU' : 'OWN');
		}
	});
});

describe('who is responsible', () => {
	it('are the roles somebody holds, and the nearest above where nobody does', () => {
		expect(responsibleRoles(['QC', 'QA'], (role) => role === 'QA')).toEqual(['QA']);
		expect(responsibleRoles(['OP'], (role) => role === 'PM')).toEqual(['PM']);
		expect(responsibleRoles(['QC'], () => false)).toEqual(['QC']);
	});
});
