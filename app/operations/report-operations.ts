/** Printed papers: the page for print and preview, and the Word files. A file appears whole or not at all. */
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { annualReport } from '#app/review/report-annual';
import { changesReport } from '#app/review/report-changes';
import { reportHtml } from '#app/review/report-html';
import { listReport } from '#app/review/report-list';
import { maintenanceReport } from '#app/review/report-maintenance';
import type { ReportModel } from '#app/review/report-model';
import { reviewReport } from '#app/review/report-review';
import { submissionReport } from '#app/review/report-submission';
import { reportVolumes } from '#app/review/report-volumes';
import { isWritable, requireSpace } from '#app/storage/place';
import { writeFailure } from './export-operations';
import type { CallContext } from './host';
import { gatherFacts, type FactsOptions } from './report-facts';
import { assertSubject, formModel, isForm } from './report-forms';
import { gatherMaintenance, gatherYear } from './report-periods';
import type { Workspace } from './workspace';

const BUILDERS = {
  submission: submissionReport,
  review: reviewReport,
  changes: changesReport,
  list: listReport,
} as const;

/** A volume of 5,000 rows takes about this much room on the disk. */
const BYTES_PER_VOLUME = 4 * 1024 ** 2;

async function modelOf(
  workspace: Workspace,
  { kind, subject, catalogue }: CallParsedInput<'report.model'>,
  context: CallContext,
  options: FactsOptions,
): Promise<ReportModel> {
  // What can be refused is refused before the catalogue is walked.
  assertSubject(kind, subject);
  const maintenance =
    kind === 'maintenance' ? await gatherMaintenance(workspace, subject?.[0] ?? null) : null;
  const year = kind === 'annual' ? await gatherYear(workspace, subject?.[0] ?? null) : null;
  // The yearly report speaks of the approved catalogue; before the first approval, of what there is.
  const facts = await gatherFacts(
    workspace,
    context,
    year ? { catalogue: 'approved-if-any' } : { ...(catalogue && { catalogue }), ...options },
  );
  if (isForm(kind)) return formModel(workspace, facts, kind, subject);
  if (maintenance) return maintenanceReport(facts, maintenance);
  if (year) return annualReport(facts, year);
  return BUILDERS[kind as keyof typeof BUILDERS](facts);
}

/** The page of a report, for preview, print and PDF. */
export async function reportModel(
  workspace: Workspace,
  input: CallParsedInput<'report.model'>,
  context: CallContext,
): Promise<CallOutput<'report.model'>> {
  const model = await modelOf(workspace, input, context, {});
  return { title: model.title, html: reportHtml(model) };
}

export async function writeReport(
  workspace: Workspace,
  input: CallParsedInput<'report.write'>,
  context: CallContext,
): Promise<CallOutput<'report.write'>> {
  const files = await writeReportFiles(workspace, input, context);
  return { file: files[0]!, files };
}

/** Writes the report and answers its files: the one asked for and, above 5,000 rows, one for each further 分册. */
export async function writeReportFiles(
  workspace: Workspace,
  input: CallParsedInput<'report.write'>,
  context: CallContext,
  options: FactsOptions = {},
): Promise<string[]> {
  assertWord(input.out);
  if (!(await isWritable(input.out))) throw new FailureError('file-unwritable', { file: input.out });
  const volumes = reportVolumes(await modelOf(workspace, input, context, options));
  await requireSpace(input.out, volumes.length * BYTES_PER_VOLUME);
  const files = volumes.map((_, i) => volumeFile(input.out, i + 1));
  const part = (file: string): string => `${file}.part`;
  // Only now: the start of the program does not wait for the writer of Word files.
  const { writeReportDocx } = await import('#app/documents/report-docx');
  try {
    for (const [i, volume] of volumes.entries()) {
      if (context.signal.aborted) throw new FailureError('cancelled');
      context.progress(i, volumes.length, '生成报告');
      await writeReportDocx(part(files[i]!), volume, context.signal);
    }
    for (const file of files) await rename(part(file), file);
  } catch (error) {
    await Promise.all(files.map((file) => rm(part(file), { force: true })));
    throw writeFailure(error, input.out);
  }
  return files;
}

function assertWord(file: string): void {
  const extension = extname(file).toLowerCase();
  if (extension === '.pdf') {
    throw new FailureError('not-available', {
      what: '在命令行生成 PDF',
      instead: '在程序窗口的“台账报告”中生成，或把文件名改为 .docx。',
    });
  }
  if (extension !== '.docx') {
    throw new FailureError('invalid-input', { field: '文件名', reason: '报告文件名须以 .docx 结尾' });
  }
}

/** 审核报告.docx, 审核报告-第2分册.docx, … */
function volumeFile(out: string, volume: number): string {
  if (volume === 1) return out;
  const extension = extname(out);
  return `${out.slice(0, -extension.length)}-第${volume}分册${extension}`;
}
