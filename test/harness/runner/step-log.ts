import { Masks } from './masks.ts';
import { parseWorkflowCommand, type WorkflowCommand } from './workflow-commands.ts';

export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  message: string;
  title?: string;
  file?: string;
  line?: number;
  endLine?: number;
  column?: number;
  endColumn?: number;
}

/** Takes the lines of a step as they come, acts on their commands and keeps the log as GitHub would show it. */
export class StepLog {
  readonly masks = new Masks();
  readonly commands: WorkflowCommand[] = [];
  readonly annotations: Annotation[] = [];
  /** What the older commands `::set-output` and `::save-state` set: the runner still obeys them. */
  readonly outputs: Record<string, string> = {};
  readonly state: Record<string, string> = {};
  /** Commands that fail the step: the runner refuses `::set-env` and `::add-path`. */
  readonly refused: string[] = [];
  #resumeToken: string | undefined;

  /** Answers the line as it is shown, masked. */
  take(line: string): string {
    const command = parseWorkflowCommand(line);
    if (command !== undefined) this.#obey(command);
    // The value of add-mask is never shown, not even in the line that sets it.
    return command?.name === 'add-mask' ? '::add-mask::***' : this.masks.apply(line);
  }

  #obey(command: WorkflowCommand): void {
    if (this.#resumeToken !== undefined) {
      if (command.name === this.#resumeToken) this.#resumeToken = undefined;
      return;
    }
    this.commands.push(command);
    const { name, properties, data } = command;
    if (name === 'stop-commands') this.#resumeToken = data.toLowerCase();
    else if (name === 'add-mask') this.masks.add(data);
    else if (name === 'set-output') this.outputs[properties['name'] ?? ''] = data;
    else if (name === 'save-state') this.state[properties['name'] ?? ''] = data;
    else if (name === 'set-env' || name === 'add-path')
      this.refused.push(`The \`${name}\` command is disabled.`);
    else if (name === 'error' || name === 'warning' || name === 'notice') {
      this.annotations.push(annotation(name, this.masks.apply(data), properties));
    }
  }
}

function annotation(
  level: Annotation['level'],
  message: string,
  properties: Record<string, string>,
): Annotation {
  const { title, file, line, endLine, col, endColumn } = properties;
  const found: Annotation = { level, message };
  if (title !== undefined) found.title = title;
  if (file !== undefined) found.file = file;
  if (line !== undefined) found.line = Number(line);
  if (endLine !== undefined) found.endLine = Number(endLine);
  if (col !== undefined) found.column = Number(col);
  if (endColumn !== undefined) found.endColumn = Number(endColumn);
  return found;
}
