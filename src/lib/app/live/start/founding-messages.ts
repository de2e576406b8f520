import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	title: '建立公司',
	steps: '步骤',
	stepCompany: '公司',
	stepPlace: '场所与终端',
	stepFounders: '创建人',
	stepBadges: '工牌',
	stepOf: (p: { at: number; of: number; name: string }) => `第 ${String(p.at)} 步，共 ${String(p.of)} 步：${p.name}`,
	leave: '不建了',
	back: '上一步',
	next: '下一步',
	found: '建立公司',
	founding: '正在建立',
	offlineNote: '全程在本机完成，不用联网。',

	companyLead: '您的公司叫什么，有多大？',
	name: '公司名称',
	nameHint: '与营业执照一致',
	uscc: '统一社会信用代码',
	usccHint: '选填，18 位；以后可补',
	preset: '规模预设',
	presetHint: '一整套放行、签名和职责分离的规则。以后可以按变更程序调整，不会只改一个开关。',
	recommended: '推荐起点',
	presetText: (p: { id: string }) =>
		({
			micro:
				'一人可兼多岗。扫码即复核；解冻、灭菌放行、上市放行一人签名。必分的只有五处：检验与放行、生产与质量负责人、编制与批准、不合格评审两人、付款录入与批准。',
			small: '在微型之上：检测与判定、拣货与复核由不同的人做；解冻、灭菌放行、上市放行按标准人数签名。扫码仍可代替第二人核对。',
			contract: '与小型相同，但扫码不代替第二人：委托方通常要求每次核对都有两人签名。'
		})[p.id] ?? '',

	placeLead: '您现在在哪个场所，用的是哪台终端？',
	siteName: '场所名称',
	siteNameHint: '例如：总厂',
	siteCode: '场所代码',
	siteCodeHint: '2 到 4 位字母或数字，例如 CZ。会印在单号里，请选好，以后不改。',
	siteKind: '场所类型',
	siteKindName: (p: { kind: string }) =>
		({
			factory: '工厂',
			contract_manufacturer: '受托生产企业',
			contract_sterilizer: '受托灭菌方',
			lab: '实验室',
			warehouse: '仓库',
			office: '办公'
		})[p.kind] ?? p.kind,
	deviceCode: '本机代码',
	deviceCodeHint: '2 位，每台终端不同。断网时各台自己编号也不会重号，例如 A1、B1。',
	numberSample: (p: { sample: string }) => `单号看起来像这样：${p.sample}`,

	foundersLead: '谁创建这家公司？',
	foundersText: '至少两人，都要在场，各自签名。合起来须有企业负责人、质量负责人和系统管理员。其他人以后再加。',
	founder: (p: { at: number }) => `创建人 ${String(p.at)}`,
	personName: '姓名',
	seat: '一人兼的岗位',
	seatHint: '先选一个位子，再增减岗位',
	seatChoose: '选一个位子',
	seatName: (p: { seat: string }) =>
		({
			owner: '老板',
			quality: '管代（质量负责人、放行人）',
			inspector: '检验员（兼文控、计量、系统管理）',
			production: '生产负责人（兼工艺、设备、班长）',
			stores: '仓管（兼采购、发货）',
			operator: '操作工'
		})[p.seat] ?? p.seat,
	roles: '岗位',
	rolesChange: '增减岗位',
	rolesNone: '还没有岗位',
	pin: '6 位 PIN',
	pinAgain: '再输一次',
	pinHint: '请本人来输，别人回避。PIN 不保存在任何地方，忘了只能重发工牌。',
	addFounder: '再加一位',
	removeFounder: (p: { name: string }) => `移除${p.name}`,
	foundHint: '点“建立公司”即由以上各位以“建立公司”签名，与手写签名同等效力（按本公司规定）。',

	problem: (p: { code: string; lacking?: string }) =>
		({
			missing: '请填写',
			'too-long': '太长，最多 80 个字',
			uscc: '代码有误，请对照营业执照核对',
			'device-code': '须为 2 位字母或数字',
			'site-code': '须为 2 到 4 位字母或数字',
			'too-few-founders': '至少两人',
			'same-name': '与前面的人同名，请加以区分',
			'no-role': '请至少选一个岗位',
			'production-quality': '生产负责人不得兼质量负责人（GMP 第五条）',
			'roles-lacking': `还没有人担任：${p.lacking ?? ''}`,
			'pin-digits': '须为 6 位数字',
			'pin-simple': '太容易猜到，请换一个',
			'pin-differs': '两次输入不同'
		})[p.code] ?? p.code,
	failed: '没有建成',
	failedText: '什么都没有留下，可以再试一次。',

	badgesTitle: '打印工牌，当面交给本人',
	badgesText: '工牌码只显示这一次，本机不保存。工牌加 PIN 才能签名；丢了请立即重发。',
	badgesTextOne: '旧工牌在收到更新的终端上随即作废。',
	print: '打印',
	printHint: '用 A4 纸打印，沿虚线剪下，覆膜后佩戴。没有打印机时，抄下二维码下面的字符也能用。',
	badgeOf: (p: { name: string }) => `${p.name}的工牌二维码`,
	badgeLine: '与本人 PIN 一起使用。拾到请交还公司。',
	recoveryTitle: '恢复密钥',
	recoveryLine: '终端全部损坏时，用它重新掌管公司。请密封，由企业负责人锁好；不要拍照，不要存进电脑。',
	recoveryOf: '恢复密钥二维码',
	fingerprint: '公司标识',
	printedFor: (p: { company: string }) => p.company,
	handedTo: (p: { name: string }) => `已打印并当面交给${p.name}`,
	recoveryKept: '恢复密钥已打印、密封并锁好',
	goOn: '进入公司',
	goOnOne: '完成',
	goOnHint: '全部交接后才能继续。',
	leaveWarning: '工牌还没有交接'
} as const;

const en = {
	title: 'Found a company',
	steps: 'Steps',
	stepCompany: 'Company',
	stepPlace: 'Site and device',
	stepFounders: 'Founders',
	stepBadges: 'Badges',
	stepOf: (p) => `Step ${String(p.at)} of ${String(p.of)}: ${p.name}`,
	leave: 'Not now',
	back: 'Back',
	next: 'Next',
	found: 'Found the company',
	founding: 'Founding',
	offlineNote: 'All of it happens on this device; no network is needed.',

	companyLead: 'What is your company called, and how large is it?',
	name: 'Company name',
	nameHint: 'As on the business licence',
	uscc: 'Unified social credit code',
	usccHint: 'Optional, 18 characters; can be added later',
	preset: 'Preset by size',
	presetHint: 'A complete set of rules for release, signatures and separation of duties. Later it is adjusted through change control.',
	recommended: 'Recommended start',
	presetText: (p) =>
		({
			micro:
				'One person sits on several chairs. A scan counts as the second check; lifting a hold, sterilisation release and market release need one signature. Only five separations are hard: inspection and release, production and quality head, author and approver, two persons for nonconformity review, payment entry and approval.',
			small:
				'Beyond micro: testing and judging, picking and checking are by different persons; lifting a hold, sterilisation release and market release need the standard number of signatures. A scan still replaces the second person.',
			contract: 'Like small, but a scan does not replace the second person: customers usually ask for two signatures at every check.'
		})[p.id] ?? '',

	placeLead: 'Which site are you at, and which device is this?',
	siteName: 'Name of the site',
	siteNameHint: 'For example: Main factory',
	siteCode: 'Site code',
	siteCodeHint: 'Two to four letters or digits, such as CZ. It is printed in numbers and does not change later.',
	siteKind: 'Kind of site',
	siteKindName: (p) =>
		({
			factory: 'Factory',
			contract_manufacturer: 'Contract manufacturer',
			contract_sterilizer: 'Contract steriliser',
			lab: 'Laboratory',
			warehouse: 'Warehouse',
			office: 'Office'
		})[p.kind] ?? p.kind,
	deviceCode: 'Code of this device',
	deviceCodeHint: 'Two characters, another for every device: numbers given out offline never collide. For example A1, B1.',
	numberSample: (p) => `Numbers will look like ${p.sample}`,

	foundersLead: 'Who founds the company?',
	foundersText:
		'At least two persons, both present, each with a signature. Together they need an owner, a quality head and an IT administrator. Others are added later.',
	founder: (p) => `Founder ${String(p.at)}`,
	personName: 'Name',
	seat: 'Roles of one seat',
	seatHint: 'Choose a seat first, then add or remove roles',
	seatChoose: 'Choose a seat',
	seatName: (p) =>
		({
			owner: 'Owner',
			quality: 'Quality (head and releaser)',
			inspector: 'Inspector (also documents, metrology, IT)',
			production: 'Production (also engineering, equipment, line leader)',
			stores: 'Storekeeper (also purchasing, shipping)',
			operator: 'Operator'
		})[p.seat] ?? p.seat,
	roles: 'Roles',
	rolesChange: 'Change roles',
	rolesNone: 'No role yet',
	pin: 'Six-digit PIN',
	pinAgain: 'Again',
	pinHint: 'To be typed by the person alone. The PIN is kept nowhere; if it is forgotten, a new badge is issued.',
	addFounder: 'Add another',
	removeFounder: (p) => `Remove ${p.name}`,
	foundHint:
		'With “Found the company” the persons above sign its founding, with the effect of a handwritten signature (by the rules of this company).',

	problem: (p) =>
		({
			missing: 'Fill this in',
			'too-long': 'Too long: 80 characters at most',
			uscc: 'Not a valid code; compare it with the business licence',
			'device-code': 'Two letters or digits',
			'site-code': 'Two to four letters or digits',
			'too-few-founders': 'At least two persons',
			'same-name': 'The same name as above; make them different',
			'no-role': 'Choose at least one role',
			'production-quality': 'The production head cannot be the quality head (GMP article 5)',
			'roles-lacking': `Nobody is yet: ${p.lacking ?? ''}`,
			'pin-digits': 'Six digits',
			'pin-simple': 'Too easy to guess; choose another',
			'pin-differs': 'The two differ'
		})[p.code] ?? p.code,
	failed: 'Not founded',
	failedText: 'Nothing was left behind; try again.',

	badgesTitle: 'Print the badges and hand them over in person',
	badgesText: 'Badge codes are shown this once and kept nowhere. Badge and PIN together sign; a lost badge is replaced at once.',
	badgesTextOne: 'The old badge stops working on every device this reaches.',
	print: 'Print',
	printHint: 'Print on A4, cut along the dashes and laminate. Without a printer, the characters under the code can be copied by hand.',
	badgeOf: (p) => `QR code of ${p.name}’s badge`,
	badgeLine: 'Used with a personal PIN. If found, please return it to the company.',
	recoveryTitle: 'Recovery key',
	recoveryLine:
		'If every device is lost, the company is taken in hand again with this. Seal it, lock it away with the owner; no photographs, no computers.',
	recoveryOf: 'QR code of the recovery key',
	fingerprint: 'Company id',
	printedFor: (p) => p.company,
	handedTo: (p) => `Printed and handed to ${p.name}`,
	recoveryKept: 'The recovery key is printed, sealed and locked away',
	goOn: 'Enter the company',
	goOnOne: 'Done',
	goOnHint: 'Everything must be handed over first.',
	leaveWarning: 'The badges have not been handed over'
} satisfies Messages<typeof zh>;

export const f = defineMessages({ 'zh-CN': zh, en });
