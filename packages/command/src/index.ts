export type { Output, OutputStream } from './output-pump.ts';
export { type CommandRequest, type CommandResult, endStrays, runCommand } from './run-command.ts';
