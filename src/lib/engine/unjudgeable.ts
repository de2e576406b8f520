import { defineView } from './define-view.ts';

/**
 * Subjects touched by an operation this program is too old to understand: no gate may permit anything on them until the
 * program is updated (design.md §3, unknown type).
 */
export const unjudgeable = defineView<true, number>({ name: 'unjudgeable', hashed: true, fold: (inputs) => inputs.length });
