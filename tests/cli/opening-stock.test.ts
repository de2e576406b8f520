/** A firm that begins with a list of what lies where, by the command line. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cli, folder } from './cli.ts';

const FILES = {
	'items.csv':
		'code,name_zh,class,track,unit,shelf_life_days,sterile\nRM,原料,raw,lot,kg,365,\nFG,成品,finished,lot,只,,\nST,无菌成品,finished,lot,只,,是\n',
	'partners.csv': 'code,name,kind\nS1,供方,supplier\n',
	'locations.csv': 'code,site,kind\nA,CZ,stock\nB,CD,stock\n',
	'lots.csv': 'item,lot,supplier,supplier_lot,expiry,status\nRM,R1,S1,X9,2027-01-01,released\n',
	'stock.csv':
		'item,lot,qty,unit,location,expiry,status,release,sterile_load\nRM,R1,40,kg,A,,,,\nRM,R1,500,g,B,,,,\nFG,F1,2000,只,B,2027-05-01,quarantine,,\nST,S1,300,只,B,2027-05-01,released,FX-1,EO-1\n'
};

it('knows afterwards what lies where, and a lot of a list keeps what the list says of it', async () => {
	const dir = folder(FILES);
	const out = join(dir, 'firm.suyuan');
	expect((await cli('import', dir, '--out', out)).code).toBe(0);
	expect((await cli('verify', out, '--all-signatures')).code).toBe(0);
	const { json } = await cli('stock', out, '--json');
	const rows = json.stock as readonly { lot: string; location: string; qty: string }[];
	expect(rows.map(({ lot, location, qty }) => `${lot} ${location} ${qty}`).sort()).toEqual([
		'F1 B 2000',
		'R1 A 40',
		'R1 B 0.5',
		'S1 B 300'
	]);
	const trace = await cli('trace', out, '--lot', 'R1', '--json');
	expect(trace.json.balance.unexplained).toBe('0');
	// A release without effect would be told.
	expect((await cli('exceptions', out, '--json')).json.exceptions).toEqual([]);
});
