/** One command of `mulu`: its options, and how its words become a call of the core. */
import type { CallInput, CallName, CallOutput } from '#app/contract/calls';
import type { Arguments, OptionTable } from './arguments';
import type { Credentials } from './credentials';

/** What a command may use: calls of the core that throw a `FailureError` when they fail. */
export interface CommandContext {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Opens the library for the command and signs in where it has accounts; it is closed after the command. */
  open(library: string): Promise<void>;
  /** Opens a library for looking only, so that it may lie on a read-only medium. */
  passphrase(args: Arguments): Promise<string>;
  readonly credentials: Credentials;
}

export interface Command {
  readonly usage: string;
  readonly summary: string;
  readonly places: readonly string[];
  readonly options?: OptionTable;
  run(args: Arguments, context: CommandContext): Promise<unknown>;
  /** True when the answer is a negative one (exit 1): findings, failed rows, skipped entries, an invalid package. */
  negative?(value: never): boolean;
  /** The answer for people; JSON where absent. */
  text?(value: never): string;
}
