/** Every query by name. An area keeps a file of its own and is spread here; nothing else is needed to ask it from a page. */
import { boardQueries } from '../../board/board-query.ts';
import { countingQueries } from '../../counting/queries.ts';
import { exceptionQueries } from '../../exceptions/exception-queries.ts';
import { firstStepQueries } from '../../first-steps/first-steps.ts';
import { goodsQueries } from '../../goods/goods-queries.ts';
import { importQueries } from '../../importing/import-query.ts';
import { inspectionQueries } from '../../inspection/queries.ts';
import { issuingQueries } from '../../issuing/queries.ts';
import { qualityQueries } from '../../master/quality-query.ts';
import { masterQueries } from '../../master/master-queries.ts';
import { lotQueries } from '../../lots/lot-queries.ts';
import { transferQueries } from '../../moving/transfer-queries.ts';
import { overviewQueries } from '../../overview/overview-query.ts';
import { labelQueries } from '../../papers/labels/label-queries.ts';
import { paperQueries } from '../../papers/queries.ts';
import { passportQueries } from '../../passport/passport-queries.ts';
import { productionQueries } from '../../production/queries.ts';
import { recallQueries } from '../../recall/recall-query.ts';
import { receivingQueries } from '../../receiving/queries.ts';
import { releaseQueries } from '../../release/queries.ts';
import { returnQueries } from '../../returning/queries.ts';
import { scanQueries } from '../../scan/resolve-scan.ts';
import { serialQueries } from '../../serial/queries.ts';
import { paletteQueries } from '../../shell/palette/found-subjects.ts';
import { orderQueries } from '../../shipping/order-page.ts';
import { shippingQueries } from '../../shipping/queries.ts';
import { recordQueries } from '../../log/record-query.ts';
import { loadQueries } from '../../sterilising/load-queries.ts';
import { binQueries } from '../../stock/bin-card.ts';
import { stockQueries } from '../../stock/stock-query.ts';
import { todayQueries } from '../../today/tasks.ts';
import { traceQueries } from '../../trace/trace-query.ts';

export const queries = {
	...binQueries,
	...boardQueries,
	...countingQueries,
	...exceptionQueries,
	...firstStepQueries,
	...goodsQueries,
	...importQueries,
	...inspectionQueries,
	...issuingQueries,
	...labelQueries,
	...loadQueries,
	...lotQueries,
	...masterQueries,
	...orderQueries,
	...overviewQueries,
	...paletteQueries,
	...paperQueries,
	...passportQueries,
	...productionQueries,
	...qualityQueries,
	...recallQueries,
	...recordQueries,
	...receivingQueries,
	...releaseQueries,
	...returnQueries,
	...scanQueries,
	...serialQueries,
	...shippingQueries,
	...stockQueries,
	...todayQueries,
	...traceQueries,
	...transferQueries
};

export type Queries = typeof queries;
export type QueryName = keyof Queries;
export type QueryAsk<N extends QueryName> = Parameters<Queries[N]>[1];
export type QueryAnswer<N extends QueryName> = ReturnType<Queries[N]>;
