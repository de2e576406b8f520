/** The demo company while its story is being told: its terminals, people and the uids of everything that has a code. */
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import { formatInvitationCode } from '#lib/log/invitation.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { newUid, Terminal, type AuthoringPorts, type Doing, type Person } from '../authoring.ts';
import { itemCreated, partnerCreated } from '../master-data/index.ts';
import { deviceInvited, locationDefined, personKeyAdded, personRegistered, roleGranted, siteRegistered } from '../org/index.ts';
import { workMasterReleased } from '../production/index.ts';
import {
	ITEMS,
	LOCATIONS,
	PARTNERS,
	PEOPLE,
	STERILE,
	WORK_MASTERS,
	type ItemCode,
	type LocationCode,
	type PartnerCode,
	type PersonCode
} from './master-data.ts';

const FOUNDERS: readonly PersonCode[] = ['P01', 'P20', 'P02'];
const SETUP = '2026-08-20T09:00:00+08:00';
const INVITED_AT = '2026-08-21T14:00:00+08:00';
/** Codes and sites of the devices a visitor's browser may join as; each opening takes one of its site's. */
const VISITORS: readonly (readonly [code: string, site: 'CZ' | 'CD'])[] = [
	['E1', 'CZ'],
	['E2', 'CZ'],
	['E3', 'CZ'],
	['E4', 'CZ'],
	['E5', 'CZ'],
	['E6', 'CZ'],
	['F1', 'CD'],
	['F2', 'CD'],
	['F3', 'CD'],
	['F4', 'CD']
];

export class DemoCompany {
	readonly ports: AuthoringPorts;
	/** Office and quality in Changzhou. */
	readonly office: Terminal;
	/** Shop floor and warehouse in Changzhou. */
	readonly floor: Terminal;
	/** Chengdu. */
	readonly chengdu: Terminal;
	/**
	 * What lets a visitor act as anybody and join with a browser of their own: seeds of the persons' keys by uid, and open
	 * invitations. It goes into a file beside the bundles; the keys of the story's own devices are thrown away.
	 */
	readonly visitorKeys: JsonObject;
	readonly #people: ReadonlyMap<string, Person>;
	readonly #uids = new Map<string, string>();

	private constructor(
		ports: AuthoringPorts,
		people: ReadonlyMap<string, Person>,
		visitorKeys: JsonObject,
		uids: ReadonlyMap<string, string>,
		terminals: readonly [Terminal, Terminal, Terminal]
	) {
		this.ports = ports;
		this.#people = people;
		this.visitorKeys = visitorKeys;
		for (const [name, uid] of uids) this.#uids.set(name, uid);
		[this.office, this.floor, this.chengdu] = terminals;
	}

	static async found(ports: AuthoringPorts): Promise<DemoCompany> {
		const seeds: Record<string, string> = {};
		const people = new Map<string, Person>(
			PEOPLE.map(([code, name, roles]) => {
				const [uid, seed] = [newUid(ports), ports.random(32)];
				seeds[uid] = toBase64Url(seed);
				return [code, { uid, name, roles, signer: ports.createSigner(seed) }];
			})
		);
		const person = (code: PersonCode) => people.get(code) as Person;
		const { terminal: office } = await Terminal.found(ports, {
			name: '常州明澄医疗器械有限公司(示例，虚构)',
			demo: true,
			preset: 'micro',
			founders: FOUNDERS.map(person),
			site: { code: 'CZ', name: '常州工厂', kind: 'factory' },
			deviceCode: 'A1',
			at: SETUP
		});
		const uids = new Map<string, string>([['site CZ', office.site]]);
		const uid = (name: string) => {
			const made = newUid(ports);
			uids.set(name, made);
			return made;
		};
		const it: Doing = { by: person('P20'), at: SETUP, signers: [person('P20')] };
		for (const [code, name, kind] of [
			['WX', '无锡环氧乙烷灭菌受托方', 'contract_sterilizer'],
			['CD', '成都区域仓', 'warehouse']
		] as const)
			await office.do(siteRegistered, { uid: uid(`site ${code}`), code, name, kind }, it);
		for (const [site, code, name, kind] of LOCATIONS)
			await office.do(locationDefined, { uid: uid(code), site: uids.get(`site ${site}`) ?? '', code, name, kind }, it);
		for (const [code, , roles] of PEOPLE) {
			const who = person(code);
			if (FOUNDERS.includes(code)) continue;
			const appointment: Doing = { by: person('P01'), role: 'OWN', at: SETUP, signers: [person('P01'), person('P20')] };
			await office.do(personRegistered, { person: who.uid, name: who.name, employeeNo: code }, it);
			await office.do(personKeyAdded, { person: who.uid, key: toBase64Url(who.signer.publicKey) }, appointment);
			for (const role of roles) await office.do(roleGranted, { person: who.uid, role, basis: '任命表 2026-01' }, appointment);
		}
		for (const [code, name, kind, note] of PARTNERS)
			await office.do(
				partnerCreated,
				{ partner: uid(code), code, name, kind, note },
				{ by: person('P16'), at: SETUP, signers: [person('P16')] }
			);
		for (const [code, nameZh, nameEn, itemClass, track, unit, qualityClass, shelfLifeDays] of ITEMS)
			await office.do(
				itemCreated,
				{
					item: uid(code),
					code,
					nameZh,
					nameEn,
					class: itemClass,
					track,
					unit,
					qualityClass,
					...(shelfLifeDays > 0 ? { shelfLifeDays } : {}),
					...(STERILE.includes(code) ? { sterile: true } : {})
				},
				{ by: person('P07'), at: SETUP, signers: [person('P07')] }
			);
		for (const [product, per, materials] of WORK_MASTERS) {
			const lines = materials.map(([item, value, unit]) => ({ item: uids.get(item) ?? '', per, qty: { value, unit }, critical: true }));
			const hash = toBase64Url(ports.crypto.sha256(utf8(canonicalize({ product, lines }))));
			uids.set(`hash ${product}`, hash);
			await office.do(
				workMasterReleased,
				{ master: uid(`master ${product}`), item: uids.get(product) ?? '', rev: 'A/0', hash, lines },
				{ by: person('P07'), at: '2026-08-21T10:00:00+08:00', signers: [person('P07'), person('P03')] }
			);
		}
		const invitations: JsonObject[] = [];
		for (const [code, site] of VISITORS) {
			const seed = ports.random(32);
			const invited = await office.do(
				deviceInvited,
				{
					device: newUid(ports),
					inviteKey: toBase64Url(ports.createSigner(seed).publicKey),
					kind: 'shared_terminal',
					site: uids.get(`site ${site}`) ?? '',
					code,
					expires: '2099-12-31T23:59:59+08:00'
				},
				{ by: person('P20'), at: INVITED_AT, signers: [person('P20')] }
			);
			const { org } = office.company.log;
			invitations.push({ code, site, text: formatInvitationCode({ org, invite: invited.id, seed }) });
		}
		const invitation = { kind: 'shared_terminal', by: person('P20'), at: INVITED_AT };
		const floor = await office.invite({ code: 'B1', site: uids.get('site CZ') ?? '', ...invitation });
		const chengdu = await office.invite({ code: 'D1', site: uids.get('site CD') ?? '', ...invitation });
		const company = new DemoCompany(ports, people, { people: seeds, invitations }, uids, [office, floor, chengdu]);
		company.meet();
		company.reachChengdu();
		return company;
	}

	person(code: PersonCode): Person {
		return this.#people.get(code) as Person;
	}

	/** Uid of an item, location, partner, site, lot, … by its code. */
	uid(name: ItemCode | LocationCode | PartnerCode | (string & {})): string {
		const uid = this.#uids.get(name);
		if (uid === undefined) throw new Error(`the demo story does not know ${name}`);
		return uid;
	}

	/** Gives a name to something new. */
	name(name: string): string {
		const uid = newUid(this.ports);
		this.#uids.set(name, uid);
		return uid;
	}

	doing(code: PersonCode, at: string, ...signers: readonly PersonCode[]): Doing {
		return {
			by: this.person(code),
			at: at.length === 16 ? `${at}:00+08:00` : at,
			...(signers.length > 0 ? { signers: signers.map((signer) => this.person(signer)) } : {})
		};
	}

	qty(value: string | number, unit: string): { value: string; unit: string } {
		const text = String(value);
		if (amountOf(text) === undefined) throw new Error(`${text} is no canonical quantity`);
		return { value: text, unit };
	}

	/** The two Changzhou terminals exchange what they have. */
	meet(): void {
		this.office.receive(this.floor);
		this.floor.receive(this.office);
	}

	/** Chengdu is on line for a moment. */
	reachChengdu(): void {
		this.meet();
		this.chengdu.receive(this.office);
		this.office.receive(this.chengdu);
		this.floor.receive(this.chengdu);
	}
}
