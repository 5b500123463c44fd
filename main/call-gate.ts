/**
 * The one gate between the window and everything else: who asks, what for, and with what. `ipc-gate.ts` opens it.
 */
import { failed, FailureError, type Outcome } from '#app/contract/failure';
import type { CallDefinition } from '#app/contract/call-parts';
import { isAppUrl } from './app-scheme';
import { swapTokens, type FileTokens } from './file-tokens';
import type { LogFile } from './log-file';

/** The parts of Electron's event that tell who asks. */
export interface Asker {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Runs one call whose input is parsed; `id` names this run for progress and cancelling. */
export type CallRunner = (name: string, input: unknown, id: string) => Promise<Outcome<unknown>>;

export interface GateParts {
  readonly calls: Readonly<Record<string, CallDefinition>>;
  readonly tokens: FileTokens;
  readonly log: LogFile;
  readonly run: CallRunner;
  readonly cancel: (id: string) => void;
  /** Whether these are the contents of our own window. */
  readonly isOurs: (contentsId: number) => boolean;
}

export interface CallGate {
  call(asker: Asker, request: unknown): Promise<Outcome<unknown>>;
  cancel(asker: Asker, id: unknown): void;
}

const REQUEST_ID = /^[A-Za-z0-9-]{1,64}$/;

function requestOf(request: unknown): { name: string; id: string; input: unknown } | null {
  if (typeof request !== 'object' || request === null) return null;
  const { name, id, input } = request as Record<string, unknown>;
  if (typeof name !== 'string' || typeof id !== 'string' || !REQUEST_ID.test(id)) return null;
  return { name, id, input };
}

/**
 * Builds the gate. A call passes when it comes from the main frame of our own page in our own window, is in the
 * contract, and its input fits the contract's schema; each token in a path member must come from a dialog. Whatever the
 * operation throws is a bug: it is logged under an id and answered as `internal` with that id.
 */
export function createCallGate(parts: GateParts): CallGate {
  const trusted = (asker: Asker): boolean => {
    const frame = asker.senderFrame;
    return frame !== null && frame.parent === null && isAppUrl(frame.url) && parts.isOurs(asker.sender.id);
  };

  return {
    async call(asker, request) {
      if (!trusted(asker)) {
        parts.log.write('refused-sender', { contents: asker.sender.id });
        return failed('not-permitted', { reason: 'sender' });
      }
      const asked = requestOf(request);
      if (asked === null) return failed('usage', { reason: 'request' });
      const { name, id } = asked;
      if (!Object.hasOwn(parts.calls, name)) return failed('not-available', { what: name });
      const definition = parts.calls[name] as CallDefinition;

      const parsed = definition.input.safeParse(asked.input);
      if (!parsed.success) {
        const members = parsed.error.issues.slice(0, 20).map((issue) => issue.path.join('.'));
        return failed('invalid-input', { call: name, field: members[0] ?? '', members });
      }
      const swapped = swapTokens(name, parsed.data, definition.paths ?? [], parts.tokens);
      if (!swapped.ok) {
        const { member } = swapped;
        return failed('invalid-input', { call: name, field: member, members: [member], reason: 'token' });
      }

      try {
        return await parts.run(name, swapped.value, id);
      } catch (error) {
        if (error instanceof FailureError) return { ok: false, failure: error.failure };
        return failed('internal', { id: parts.log.bug(name, error) });
      }
    },
    cancel(asker, id) {
      if (trusted(asker) && typeof id === 'string' && REQUEST_ID.test(id)) parts.cancel(id);
    },
  };
}
