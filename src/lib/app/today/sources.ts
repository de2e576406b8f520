/** Everything that can wait. A new source is one file and one line here. */
import { exceptionsOpen } from './sources/exceptions-open.ts';
import { holdsToReview } from './sources/holds-to-review.ts';
import { loadsOpen } from './sources/loads-open.ts';
import { lotsExpiring } from './sources/lots-expiring.ts';
import { lotsMisplaced } from './sources/lots-misplaced.ts';
import { lotsWaiting } from './sources/lots-waiting.ts';
import { ordersWaiting } from './sources/orders-waiting.ts';
import { peopleAndDevices } from './sources/people-and-devices.ts';
import { recallsOpen } from './sources/recalls-open.ts';
import { salesOrdersDue } from './sources/sales-orders-due.ts';
import { shipmentsOpen } from './sources/shipments-open.ts';
import { signaturesMissing } from './sources/signatures-missing.ts';
import { silentSites } from './sources/silent-sites.ts';
import { transfersOpen } from './sources/transfers-open.ts';
import { unsentRecords } from './sources/unsent-records.ts';
import type { TaskSource, TimedSource } from './task.ts';

export const SOURCES: readonly TaskSource[] = [
	lotsWaiting,
	lotsMisplaced,
	loadsOpen,
	ordersWaiting,
	transfersOpen,
	shipmentsOpen,
	holdsToReview,
	recallsOpen,
	exceptionsOpen,
	signaturesMissing,
	peopleAndDevices
];

export const TIMED_SOURCES: readonly TimedSource[] = [lotsExpiring, salesOrdersDue, silentSites, unsentRecords];
