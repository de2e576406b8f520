import type { Command } from '../command.ts';
import { demoCommand } from './demo.ts';
import { importCommand } from './import.ts';
import { exceptionsCommand } from './exceptions.ts';
import { exportCommand } from './export.ts';
import { mergeCommand } from './merge.ts';
import { recallCommand } from './recall.ts';
import { reportCommand } from './report.ts';
import { simCommand } from './sim.ts';
import { stockCommand } from './stock.ts';
import { traceCommand } from './trace.ts';
import { verifyCommand } from './verify.ts';

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [
	demoCommand,
	importCommand,
	verifyCommand,
	traceCommand,
	recallCommand,
	stockCommand,
	exceptionsCommand,
	reportCommand,
	mergeCommand,
	exportCommand,
	simCommand
];
