/** Founding, sites, people, roles and devices. */
import { deviceStates, grants, personKeys } from '#lib/engine/authority.ts';
import { defineOperation, ROLES, type Role } from '#lib/engine/define-operation.ts';
import { choice, count, date, flag, group, list, optional, record, ref, text, texts } from '#lib/engine/fields.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { ALL, company, devices, documentNumbers, locations, persons, sites } from './views.ts';

const roleChoice = choice(
	['岗位', 'Role'],
	Object.fromEntries(Object.entries(ROLES).map(([code, label]) => [code, [label.zh, label.en]])) as unknown as Record<
		Role,
		readonly [string, string]
	>
);
const siteKind = choice(['场所类型', 'Kind of site'], {
	factory: ['工厂', 'Factory'],
	contract_manufacturer: ['受托生产企业', 'Contract manufacturer'],
	contract_sterilizer: ['受托灭菌方', 'Contract steriliser'],
	lab: ['实验室', 'Laboratory'],
	warehouse: ['仓库', 'Warehouse'],
	office: ['办公', 'Office']
});
const siteParts = { uid: ref('site', ['场所', 'Site']), code: text(['代码', 'Code']), name: text(['名称', 'Name']), kind: siteKind };
const deviceParts = {
	pubKey: text(['公钥', 'Public key']),
	code: text(['终端代码', 'Device code']),
	kind: text(['终端类型', 'Kind of device']),
	site: ref('site', ['场所', 'Site']),
	uid: ref('device', ['终端', 'Device'])
};

export const orgInitialised = defineOperation({
	type: 'org.initialised',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['OWN', 'IT'],
	labels: { zh: '建立公司', en: 'Company founded' },
	fields: {
		name: text(['公司名称', 'Company name']),
		uscc: optional(text(['统一社会信用代码', 'Unified social credit code'])),
		demo: optional(flag(['演示数据', 'Demonstration data'])),
		preset: choice(['预设', 'Preset'], {
			micro: ['微型', 'Micro'],
			small: ['小型', 'Small'],
			contract: ['受托生产', 'Contract manufacture']
		}),
		device: group(['首台终端', 'First device'], deviceParts),
		founders: list(['创建人', 'Founders'], {
			person: ref('person', ['人员', 'Person']),
			name: text(['姓名', 'Name']),
			roles: texts(['岗位', 'Roles']),
			key: text(['签名公钥', 'Signing key'])
		}),
		recoveryKey: text(['恢复公钥', 'Recovery key']),
		site: group(['首个场所', 'First site'], siteParts),
		random: text(['随机数', 'Random value'])
	},
	refs: () => ['org:company'],
	apply(data, fx, op) {
		fx.put(
			company.put(ALL, {
				create: true,
				fields: { name: data.name, preset: data.preset, demo: data.demo ?? false, ...(data.uscc ? { uscc: data.uscc } : {}) }
			})
		);
		const { uid, ...site } = data.site;
		fx.put(sites.put(uid, { create: true, fields: site }));
		fx.put(devices.put(op.dev, { create: true, fields: { code: data.device.code, kind: data.device.kind, site: data.device.site } }));
		fx.put(deviceStates.put(op.dev, { kind: 'enrolled' }));
		for (const founder of data.founders) {
			fx.put(persons.put(founder.person, { create: true, fields: { name: founder.name } }));
			fx.put(personKeys.put(founder.person, { key: founder.key }));
			for (const role of founder.roles) fx.put(grants.put(founder.person, { kind: 'grant', role }));
		}
	}
});

export const siteRegistered = defineOperation({
	type: 'site.registered',
	tv: 1,
	cls: 'M',
	level: 'S',
	roles: ['OWN', 'QH', 'IT'],
	labels: { zh: '登记场所', en: 'Site registered' },
	fields: siteParts,
	refs: (data) => [`site:${data.uid}`],
	apply({ uid, ...fields }, fx) {
		fx.put(sites.put(uid, { create: true, fields }));
	}
});

export const locationDefined = defineOperation({
	type: 'location.defined',
	tv: 1,
	cls: 'M',
	level: 'S',
	roles: ['WH', 'QA', 'IT', 'OWN'],
	labels: { zh: '定义库位', en: 'Location defined' },
	fields: {
		uid: ref('location', ['库位', 'Location']),
		site: ref('site', ['场所', 'Site']),
		code: text(['代码', 'Code']),
		name: optional(text(['名称', 'Name'])),
		kind: choice(['类型', 'Kind'], {
			stock: ['合格库', 'Stock'],
			receiving: ['收货', 'Receiving'],
			quarantine: ['待检', 'Quarantine'],
			reject: ['不合格品库', 'Reject'],
			lineside: ['线边', 'Line-side'],
			contractor: ['受托方', 'Contractor'],
			retain: ['留样室', 'Retained samples'],
			returns: ['退货区', 'Returns']
		})
	},
	refs: (data) => [`loc:${data.uid}`],
	apply({ uid, ...fields }, fx) {
		fx.put(locations.put(uid, { create: true, fields }));
	}
});

export const personRegistered = defineOperation({
	type: 'person.registered',
	tv: 1,
	cls: 'M',
	level: 'S',
	roles: ['IT', 'OWN'],
	labels: { zh: '登记人员', en: 'Person registered' },
	fields: {
		person: ref('person', ['人员', 'Person']),
		name: text(['姓名', 'Name']),
		employeeNo: optional(text(['工号', 'Employee number']))
	},
	refs: (data) => [`person:${data.person}`],
	apply({ person, ...fields }, fx) {
		fx.put(persons.put(person, { create: true, fields }));
	}
});

export const personKeyAdded = defineOperation({
	type: 'person.keyAdded',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: 'any',
	labels: { zh: '登记签名密钥', en: 'Signing key added' },
	fields: { person: ref('person', ['人员', 'Person']), key: text(['签名公钥', 'Signing key']) },
	refs: (data) => [`person:${data.person}`],
	apply(data, fx) {
		fx.put(personKeys.put(data.person, { key: data.key }));
	}
});

export const personSeparated = defineOperation({
	type: 'person.separated',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'S',
	roles: ['OWN', 'IT'],
	labels: { zh: '人员离职', en: 'Person separated' },
	fields: { person: ref('person', ['人员', 'Person']), reason: optional(text(['原因', 'Reason'])) },
	refs: (data) => [`person:${data.person}`],
	apply(data, fx) {
		fx.put(grants.put(data.person, { kind: 'separated' }));
	}
});

export const roleGranted = defineOperation({
	type: 'role.granted',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['OWN', 'QH', 'IT'],
	labels: { zh: '授予岗位', en: 'Role granted' },
	fields: {
		person: ref('person', ['人员', 'Person']),
		role: roleChoice,
		validFrom: optional(date(['生效日', 'Valid from'])),
		validTo: optional(date(['截止日', 'Valid to'])),
		basis: optional(text(['依据', 'Basis']))
	},
	refs: (data) => [`person:${data.person}`],
	separations: [{ separation: 'self-grant', from: (data, op) => (data['person'] === op.by ? [op] : []) }],
	apply(data, fx) {
		const { validFrom, validTo } = data;
		fx.put(
			grants.put(data.person, { kind: 'grant', role: data.role, ...(validFrom ? { validFrom } : {}), ...(validTo ? { validTo } : {}) })
		);
	}
});

export const roleRevoked = defineOperation({
	type: 'role.revoked',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'S',
	roles: ['OWN', 'QH'],
	labels: { zh: '撤销岗位', en: 'Role revoked' },
	fields: { person: ref('person', ['人员', 'Person']), role: roleChoice, reason: text(['原因', 'Reason']) },
	refs: (data) => [`person:${data.person}`],
	apply(data, fx) {
		fx.put(grants.put(data.person, { kind: 'revoke', role: data.role }));
	}
});

export const deviceInvited = defineOperation({
	type: 'device.invited',
	tv: 1,
	cls: 'D',
	level: 'S',
	meaning: 'approved',
	roles: ['IT', 'OWN'],
	labels: { zh: '邀请终端', en: 'Device invited' },
	fields: {
		device: ref('device', ['终端', 'Device']),
		inviteKey: text(['一次性公钥', 'One-time key']),
		kind: text(['终端类型', 'Kind of device']),
		site: ref('site', ['场所', 'Site']),
		code: text(['终端代码', 'Device code']),
		expires: text(['有效至', 'Expires'])
	},
	refs: (data) => [`device:${data.device}`],
	apply() {
		// The invitation is looked up by its id when a device joins; it changes nothing by itself.
	}
});

export const deviceJoined = defineOperation({
	type: 'device.joined',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: 'any',
	labels: { zh: '终端加入', en: 'Device joined' },
	fields: {
		pubKey: text(['公钥', 'Public key']),
		invite: ref('operation', ['邀请', 'Invitation']),
		proof: text(['证明', 'Proof']),
		code: text(['终端代码', 'Device code']),
		kind: text(['终端类型', 'Kind of device']),
		site: ref('site', ['场所', 'Site'])
	},
	refs: (_data) => ['org:company'],
	apply(data, fx, op) {
		fx.put(devices.put(op.dev, { create: true, fields: { code: data.code, kind: data.kind, site: data.site } }));
		fx.put(deviceStates.put(op.dev, { kind: 'enrolled', invite: data.invite }));
		fx.put(documentNumbers.put(`device-code|${data.code}`, { subject: `device:${op.dev}` }));
	}
});

const deviceChange = { dev: ref('device', ['终端', 'Device']), reason: text(['原因', 'Reason']) };

export const deviceSuspended = defineOperation({
	type: 'device.suspended',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'S',
	roles: ['IT', 'QH', 'OWN'],
	labels: { zh: '停用终端', en: 'Device suspended' },
	fields: deviceChange,
	refs: (data) => [`device:${data.dev}`],
	apply(data, fx) {
		fx.put(deviceStates.put(data.dev, { kind: 'suspended' }));
	}
});

export const deviceReinstated = defineOperation({
	type: 'device.reinstated',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['IT', 'QH', 'OWN'],
	labels: { zh: '恢复终端', en: 'Device reinstated' },
	fields: deviceChange,
	refs: (data) => [`device:${data.dev}`],
	apply(data, fx) {
		fx.put(deviceStates.put(data.dev, { kind: 'reinstated' }));
	}
});

export const deviceRevoked = defineOperation({
	type: 'device.revoked',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'P2',
	roles: ['IT', 'QH', 'OWN'],
	labels: { zh: '吊销终端', en: 'Device revoked' },
	fields: { ...deviceChange, lastTrustedSeq: count(['最后可信序号', 'Last trusted number']) },
	refs: (data) => [`device:${data.dev}`],
	apply(data, fx) {
		fx.put(deviceStates.put(data.dev, { kind: 'revoked', lastTrustedSeq: data.lastTrustedSeq }));
	}
});

export const deviceRetired = defineOperation({
	type: 'device.retired',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'A',
	roles: 'any',
	labels: { zh: '终端退役', en: 'Device retired' },
	fields: deviceChange,
	refs: (data) => [`device:${data.dev}`],
	apply(data, fx) {
		fx.put(deviceStates.put(data.dev, { kind: 'retired' }));
	}
});

export const exportPackaged = defineOperation({
	type: 'export.packaged',
	tv: 1,
	cls: 'F',
	level: 'S',
	roles: 'any',
	labels: { zh: '导出数据包', en: 'Bundle exported' },
	fields: {
		purpose: text(['用途', 'Purpose']),
		scope: optional(text(['范围', 'Scope'])),
		recipient: optional(text(['接收方', 'Recipient']))
	},
	refs: () => ['org:company'],
	apply() {
		// It states up to where the exporter knew the log; verification reads it from the chain itself.
	}
});

export const sandboxForked = defineOperation({
	type: 'sandbox.forked',
	tv: 1,
	cls: 'D',
	level: 'P2',
	roles: ['OWN', 'IT'],
	labels: { zh: '建立沙盘', en: 'Sandbox forked' },
	fields: { ...orgInitialised.fields, base: text(['来源公司', 'Base company']), heads: record(['来源前沿', 'Base frontier']) },
	refs: () => ['org:company'],
	apply: (data, fx, op) => {
		const { base: _base, heads: _heads, ...rest } = data as typeof data & JsonObject;
		orgInitialised.apply(rest as never, fx, op);
	}
});

export const orgOperations = [
	orgInitialised,
	sandboxForked,
	siteRegistered,
	locationDefined,
	personRegistered,
	personKeyAdded,
	personSeparated,
	roleGranted,
	roleRevoked,
	deviceInvited,
	deviceJoined,
	deviceSuspended,
	deviceReinstated,
	deviceRevoked,
	deviceRetired,
	exportPackaged
];
