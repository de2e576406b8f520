import type { Command } from '../command.ts';
import { demoCommand } from './demo.ts';
import { verifyCommand } from './verify.ts';

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [demoCommand, verifyCommand];
