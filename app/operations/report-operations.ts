/** Reports as files and as pages for the printer. `package-operations.ts` puts the 审核报告 into each package. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { CallContext } from './host';
import type { Workspace } from './workspace';

export async function writeReport(
  _workspace: Workspace,
  _input: CallParsedInput<'report.write'>,
  _context: CallContext,
): Promise<CallOutput<'report.write'>> {
  throw new FailureError('not-available');
}
