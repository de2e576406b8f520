import type { AreaId } from '../areas.ts';
import type { HelpText } from './help-text.ts';

/** The texts of an area's group, fetched when somebody asks. */
export async function helpFor(area: AreaId): Promise<HelpText | undefined> {
	const groups = await Promise.all([
		import('./warehouse.ts').then(({ warehouseHelp }) => warehouseHelp),
		import('./production.ts').then(({ productionHelp }) => productionHelp),
		import('./quality.ts').then(({ qualityHelp }) => qualityHelp),
		import('./management.ts').then(({ managementHelp }) => managementHelp)
	]);
	return groups.map((texts) => texts[area]).find((text) => text !== undefined);
}
