/** The demo company's master data (fictional; domain.md §5). */

export const PEOPLE = [
	['P01', '陈立', ['OWN', 'FI']],
	['P02', '周敏', ['QH', 'AR']],
	['P03', '吴倩', ['QA', 'DC', 'TR']],
	['P04', '孙浩', ['QC']],
	['P05', '何静', ['QC']],
	['P06', '郑涛', ['PM']],
	['P07', '冯伟', ['EN', 'RA']],
	['P08', '李娟', ['LL']],
	['P09', '王强', ['LL', 'EQ']],
	['P10', '赵敏', ['OP']],
	['P11', '钱丽', ['OP']],
	['P12', '孙娜', ['OP']],
	['P13', '周强', ['OP']],
	['P14', '吴磊', ['OP']],
	['P15', '郑洁', ['WH']],
	['P16', '王芳', ['PU', 'SA']],
	['P17', '刘洋', ['SA', 'AS']],
	['P18', '马超', ['WH']],
	['P19', '徐静', ['FI']],
	['P20', '高翔', ['IT']]
] as const;
export type PersonCode = (typeof PEOPLE)[number][0];

/** Site, code, name, kind. */
export const LOCATIONS = [
	['CZ', 'CZ-RCV', '收货', 'receiving'],
	['CZ', 'CZ-IQC', '待检', 'quarantine'],
	['CZ', 'CZ-RM', '原料合格库', 'stock'],
	['CZ', 'CZ-PKG', '包材库', 'stock'],
	['CZ', 'CZ-REJ', '不合格品库', 'reject'],
	['CZ', 'CZ-CR1', '洁净车间线边(ISO 8)', 'lineside'],
	['CZ', 'CZ-EA', '电子装配线边', 'lineside'],
	['CZ', 'CZ-WIP', '半成品库', 'stock'],
	['CZ', 'CZ-FGQ', '成品待放行', 'quarantine'],
	['CZ', 'CZ-FG', '成品合格库', 'stock'],
	['CZ', 'CZ-RET', '退货区', 'returns'],
	['CZ', 'CZ-RS', '留样室', 'retain'],
	['WX', 'WX-IN', '待灭菌', 'contractor'],
	['WX', 'WX-EO1', '1号灭菌柜(20 m³)', 'contractor'],
	['WX', 'WX-AER', '解析库', 'contractor'],
	['CD', 'CD-RCV', '收货', 'receiving'],
	['CD', 'CD-FG', '合格库', 'stock'],
	['CD', 'CD-HOLD', '冻结区', 'quarantine'],
	['CD', 'CD-RET', '退货区', 'returns']
] as const;
export type LocationCode = (typeof LOCATIONS)[number][1];

export const PARTNERS = [
	['S01', '纺粘无纺布厂', 'supplier', 'RM-SB-O, RM-SB-I'],
	['S02', '熔喷布厂(浙江)', 'supplier', 'RM-MB'],
	['S03', '鼻梁条/耳带厂', 'supplier', 'RM-NW, RM-EL'],
	['S04', '医用纸塑袋厂', 'supplier', 'PK-POUCH-10'],
	['S05', 'PCBA 代工厂', 'supplier', 'SA-PCBA'],
	['S06', '血氧传感器模组厂', 'supplier', 'CM-SENS'],
	['S07', '注塑件厂', 'supplier', 'CM-SHELL, CM-DOOR'],
	['S08', '印刷包材厂', 'supplier', 'PK-BOX, PK-CTN, LB-*, IFU-*'],
	['S09', '环氧乙烷灭菌服务商', 'contractor', 'SV-EO'],
	['S10', '计量校准机构', 'lab', '校准服务'],
	['S11', '第三方检测实验室', 'lab', 'BFE/PFE/无菌/EO残留'],
	['C01', '某三甲医院(终端)', 'customer', '使用单位'],
	['C02', '华东器械经销公司', 'customer', '经营许可有效至 2028-06'],
	['C03', '社区卫生服务中心联合体', 'customer', '使用单位'],
	['C04', '西南器械经销公司', 'customer', '经营备案'],
	['C05', '成都民营医院', 'customer', '使用单位'],
	['C06', '连锁药房总部', 'customer', '备案库房地址不含成都']
] as const;
export type PartnerCode = (typeof PARTNERS)[number][0];

/** Code, Chinese name, English name, class, tracking, unit, quality class, shelf life in days (0 = none). */
export const ITEMS = [
	['RM-SB-O', '外层纺粘无纺布 25 g/m² 175 mm 蓝', 'Outer spunbond 25 g/m², 175 mm, blue', 'raw', 'lot', 'kg', 'B', 1095],
	['RM-MB', '熔喷布 25 g/m² 175 mm', 'Meltblown 25 g/m², 175 mm', 'raw', 'lot', 'kg', 'A', 730],
	['RM-SB-I', '内层纺粘无纺布 25 g/m² 175 mm 白', 'Inner spunbond 25 g/m², 175 mm, white', 'raw', 'lot', 'kg', 'B', 1095],
	['RM-NW', '鼻梁条 PE 包铁丝 3 mm', 'Nose wire, PE-coated, 3 mm', 'raw', 'lot', 'm', 'B', 0],
	['RM-EL', '耳带 氨纶 φ3 mm', 'Ear loop, spandex, 3 mm', 'raw', 'lot', 'm', 'B', 0],
	['PK-POUCH-10', '纸塑初包装袋(10只装)', 'Paper-plastic pouch for 10', 'packaging', 'lot', '个', 'A', 730],
	['PK-BOX-200', '中盒(20袋)', 'Inner box of 20 pouches', 'packaging', 'lot', '个', 'C', 0],
	['PK-CTN-2000', '外箱(10盒)', 'Carton of 10 boxes', 'packaging', 'lot', '个', 'C', 0],
	['LB-MK-BOX', '中盒 UDI 标签', 'Box UDI label', 'packaging', 'lot', '张', 'A', 0],
	['LB-MK-CTN', '外箱 UDI 标签', 'Carton UDI label', 'packaging', 'lot', '张', 'A', 0],
	['IFU-MK', '口罩说明书', 'Mask instructions for use', 'packaging', 'lot', '张', 'B', 0],
	['SF-MK-BODY', '口罩体(未灭菌半成品)', 'Mask body, not sterile', 'semi', 'lot', '只', 'A', 30],
	[
		'FG-MK-01',
		'一次性使用医用外科口罩 灭菌型 平面耳挂 17.5×9.5 cm 10只/袋',
		'Sterile surgical mask, ear loops, 17.5 × 9.5 cm, pouch of 10',
		'finished',
		'lot',
		'只',
		'A',
		730
	],
	['SV-EO', '环氧乙烷灭菌服务', 'EO sterilisation service', 'service', 'none', '柜次', 'A', 0],
	['SA-PCBA', '主控 PCBA (未烧录)', 'Main PCBA, not programmed', 'semi', 'serial', '块', 'A', 0],
	['SW-OX', '血氧仪固件 v1.2.0', 'Oximeter firmware v1.2.0', 'software', 'lot', '份', 'A', 0],
	['CM-SENS', '血氧传感器模组(660/905 nm)', 'SpO2 sensor module (660/905 nm)', 'raw', 'lot', '个', 'A', 0],
	['CM-OLED', '0.96 寸 OLED', '0.96 inch OLED', 'raw', 'lot', '个', 'B', 0],
	['CM-SHELL', '上下壳(ABS)', 'Housing (ABS)', 'raw', 'lot', '套', 'B', 0],
	['CM-DOOR', '电池盖', 'Battery door', 'raw', 'lot', '个', 'C', 0],
	['CM-PAD', '硅胶指垫', 'Silicone finger pad', 'raw', 'lot', '个', 'B', 0],
	['SA-OX-MAIN', '主板组件(已烧录已测)', 'Main board, programmed and tested', 'semi', 'serial', '个', 'A', 0],
	['FG-OX-100', '指夹式脉搏血氧仪 MC-100', 'Fingertip pulse oximeter MC-100', 'finished', 'serial', '台', 'A', 0],
	['LB-OX', '机身 UDI 标签', 'Device UDI label', 'packaging', 'lot', '张', 'A', 0],
	['PK-OX', '彩盒+说明书+挂绳+AAA×2', 'Colour box, IFU, lanyard, 2 × AAA', 'packaging', 'lot', '套', 'C', 0]
] as const;
export type ItemCode = (typeof ITEMS)[number][0];
/** Items that must be sterile before they are sold. */
export const STERILE: readonly string[] = ['FG-MK-01'];

/** Work masters: product, per how many, material lines that the demo records. */
export const WORK_MASTERS = [
	['SF-MK-BODY', '1000', [['RM-MB', '0.82', 'kg']]],
	['FG-MK-01', '1000', [['SF-MK-BODY', '1005', '只']]],
	['FG-OX-100', '1', [['CM-SENS', '1', '个']]]
] as const;
