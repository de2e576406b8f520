/** Readings every report of an ethylene oxide cycle has (ISO 11135 annex), by the key records carry. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export interface CycleParameter {
	readonly key: string;
	readonly name: Bilingual;
	readonly unit: string;
}

export const CYCLE_PARAMETERS: readonly CycleParameter[] = [
	{ key: 'temperature', name: { zh: '灭菌温度', en: 'Temperature' }, unit: '°C' },
	{ key: 'humidity', name: { zh: '相对湿度', en: 'Humidity' }, unit: '%' },
	{ key: 'eo', name: { zh: '环氧乙烷浓度', en: 'EO concentration' }, unit: 'mg/L' },
	{ key: 'minutes', name: { zh: '灭菌时间', en: 'Exposure' }, unit: 'min' }
];
