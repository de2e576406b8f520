/**
 * One number for "we see the same truth": a hash over every hashed row, every verdict on a decision, all stock and all
 * exceptions, in an order that depends on nothing but their content.
 */
import { toHex, utf8 } from '#lib/kernel/bytes.ts';
import { fromAmount } from '#lib/kernel/decimal.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import type { Engine } from './engine.ts';
import { findExceptions } from './exceptions.ts';

/** Hex SHA-256 of everything the engine derives. */
export function viewHash(engine: Engine, crypto: Crypto): string {
	const lines: string[] = [];
	for (const view of engine.registry.views) {
		if (!view.hashed) continue;
		for (const key of engine.keys(view)) lines.push(`row ${view.name} ${key} ${canonicalize(engine.row(view, key) as JsonValue)}`);
	}
	for (const op of engine.decisions) lines.push(`verdict ${op.id} ${canonicalize(engine.verdict(op) as unknown as JsonObject)}`);
	for (const { node, cells } of engine.ledger.onHand())
		for (const cell of cells) lines.push(`stock ${node} ${cell.place} ${fromAmount(cell.qty)}`);
	for (const exception of findExceptions(engine.registry.rules, engine))
		lines.push(`exception ${exception.key} ${exception.status} ${exception.ops.join(',')} ${canonicalize(exception.params)}`);
	lines.sort();
	return toHex(crypto.sha256(utf8(lines.join('\n'))));
}
