import { expect, test } from 'vitest';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { defineOperation, type OperationDefinition } from './define-operation.ts';
import { collectEffects, MAX_EFFECTS } from './effects.ts';
import { count } from './fields.ts';

const counted = defineOperation({
	type: 'test.counted',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: 'any',
	labels: { zh: '测试', en: 'Test' },
	fields: { effects: count(['次数', 'Effects']) },
	refs: () => [],
	apply(data, fx) {
		for (let made = 0; made < data.effects; made++) fx.edge('split', 'lot:a', 'lot:b', { value: '1', unit: '个' });
	}
}) as unknown as OperationDefinition;
const op = { at: '2026-10-12T09:40:00+08:00' } as RecordedOp;

test('one operation has at most so many effects; one more and it counts for nothing', () => {
	expect(collectEffects(counted, { effects: MAX_EFFECTS }, op)?.edges).toHaveLength(MAX_EFFECTS);
	expect(collectEffects(counted, { effects: MAX_EFFECTS + 1 }, op)).toBeUndefined();
});
