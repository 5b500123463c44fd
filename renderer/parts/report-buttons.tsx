import { useState } from 'react';
import { App, Button, Modal } from 'antd';
import { EyeOutlined, FilePdfOutlined, FileWordOutlined, PrinterOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import type { InputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { FailureNotice } from './failure-notice';
import { chooseSave, safeFileName } from './file-picker';
import { SavedFile } from './saved-file';

const words = text.review.reports;
export type ReportName = InputOf<'report.model'>['kind'];

/** A page shown as it will be printed. It runs no script and reaches nothing outside itself. */
export function PagePreview(props: {
  readonly title: string;
  readonly html: string;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      open
      title={props.title}
      onCancel={props.onClose}
      footer={null}
      width="min(1080px, 94vw)"
      style={{ top: 24 }}
      styles={{ body: { height: 'calc(100vh - 130px)' } }}
    >
      <iframe className="page-preview" title={props.title} sandbox="" srcDoc={props.html} />
    </Modal>
  );
}

/** 打印预览, 打印, Word and PDF of a report, with what came of it. */
export function ReportButtons(props: {
  readonly kind: ReportName;
  readonly name: string;
  /** What the paper is about, where it is about one thing. */
  readonly subject?: readonly string[];
}) {
  const { kind, name, subject } = props;
  const about = { kind, ...(subject === undefined ? {} : { subject: [...subject] }) };
  const { summary, today } = useLibrary();
  const { message } = App.useApp();
  const work = useWork();
  const [busy, setBusy] = useState(false);
  const [page, setPage] = useState<string | null>(null);
  const [written, setWritten] = useState<ChosenFile | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

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
  const print = () =>
    during(async () => {
      const outcome = await work.run('report.print', about, words.running(name));
      if (!outcome.ok) return outcome.failure;
      if (outcome.value.printed) void message.success(words.printed(name));
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
  return (
    <>
      <div className="form-buttons">
        <Button icon={<EyeOutlined />} disabled={busy} onClick={() => void preview()}>
          {words.preview}
        </Button>
        <Button icon={<PrinterOutlined />} disabled={busy} onClick={() => void print()}>
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
      {page !== null && <PagePreview title={words.page(name)} html={page} onClose={() => setPage(null)} />}
    </>
  );
}
