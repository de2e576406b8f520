/** What drawing and giving back material asks of the company. */
import { floorGoods } from './floor-goods.ts';
import { judgeScan } from './judge-scan.ts';
import { issuingStart, pickCard } from './pick-card.ts';

export const issuingQueries = {
	'issuing.start': issuingStart,
	'issuing.card': pickCard,
	'issuing.judge': judgeScan,
	'issuing.floor': floorGoods
};
