import { useState } from 'react';
import { Button } from 'antd';
import { EyeOutlined, FilePdfOutlined, FileWordOutlined, PrinterOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import type { InputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { FailureNotice } from './failure-notice';
import { chooseSave, safeFileName } from './file-picker';
import { PagePreview } from './page-preview';
import { PrintDialog } from './print-dialog';
import { SavedFile } from './saved-file';

const words = text.review.reports;
export type ReportName = InputOf<'report.model'>['kind'];
/** Everything as it is compiled now, or the latest approved version alone. */
export type CatalogueName = NonNullable<InputOf<'report.model'>['catalogue']>;

/** 打印预览, 打印, Word and PDF of a report, with what came of it. */
export function ReportButtons(props: {
  readonly kind: ReportName;
  readonly name: string;
  /** What the paper is about, where it is not what the library suggests. */
  readonly subject?: readonly string[];
  readonly catalogue?: CatalogueName;
}) {
  const { kind, name, subject, catalogue } = props;
  const { summary, today } = useLibrary();
  const work = useWork();
  const [busy, setBusy] = useState(false);
  const [page, setPage] = useState<string | null>(null);
  const [printing, setPrinting] = useState(false);
  const [written, setWritten] = useState<ChosenFile | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const about = {
    kind,
    ...(subject && { subject: [...subject] }),
    ...(catalogue && { catalogue }),
  };

  const during = async (run: () => Promise<Failure | null>) => {
    setBusy(true);
    setFailure(null);
    setWritten(null);
    const failed = await run();
    setBusy(false);
    if (failed !== null && failed.code !== 'cancelled') setFailure(failed);
  };
  const preview = () =>
    during(async () => {
      const outcome = await work.run('report.model', about, words.running(name));
      if (!outcome.ok) return outcome.failure;
      setPage(outcome.value.html);
      return null;
    });
  const save = async (form: 'docx' | 'pdf') => {
    const suggested = `${safeFileName(words.suggested(summary.department, name, today))}.${form}`;
    const out = await chooseSave(name, [form], suggested);
    if (out === null) return;
    await during(async () => {
      const input = { ...about, out: out.token };
      const outcome = await work.run(
        form === 'docx' ? 'report.write' : 'report.pdf',
        input,
        words.running(name),
      );
      if (!outcome.ok) return outcome.failure;
      setWritten(out);
      return null;
    });
  };
  // What came of it is told beside the buttons, so what lies over them is closed first.
  const keepPdf = () => {
    setPrinting(false);
    setPage(null);
    void save('pdf');
  };
  return (
    <>
      <div className="form-buttons">
        <Button icon={<EyeOutlined />} disabled={busy} onClick={() => void preview()}>
          {words.preview}
        </Button>
        <Button icon={<PrinterOutlined />} disabled={busy} onClick={() => setPrinting(true)}>
          {words.print}
        </Button>
        <Button icon={<FileWordOutlined />} disabled={busy} onClick={() => void save('docx')}>
          {words.word}
        </Button>
        <Button icon={<FilePdfOutlined />} disabled={busy} onClick={() => void save('pdf')}>
          {words.pdf}
        </Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {written !== null && <SavedFile file={written} onClose={() => setWritten(null)} />}
      {page !== null && (
        <PagePreview
          title={words.page(name)}
          html={page}
          onPrint={() => setPrinting(true)}
          onPdf={keepPdf}
          onClose={() => setPage(null)}
        />
      )}
      {printing && (
        <PrintDialog
          name={name}
          onPrint={(print) => work.run('report.print', { ...about, print }, words.running(name))}
          onPdf={keepPdf}
          onClose={() => setPrinting(false)}
        />
      )}
    </>
  );
}
