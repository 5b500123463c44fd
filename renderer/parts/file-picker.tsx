import { useState, type ReactNode } from 'react';
import { Button } from 'antd';
import { FileOutlined, FolderOpenOutlined } from '@ant-design/icons';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, type InputOf } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

/** Extensions of the kinds of files that the program knows; their names stand in the text. */
export const FILE_KINDS = {
  library: ['mulu'],
  workbook: ['xlsx', 'xls', 'et', 'csv'],
  xlsx: ['xlsx'],
  csv: ['csv'],
  json: ['json'],
  package: ['zwml', 'zwmlx', 'zip'],
  parts: ['json', '001'],
  packagePlain: ['zwml'],
  packageSealed: ['zwmlx'],
  receipt: ['zwmlr', 'zip'],
  certificate: ['crt', 'cer', 'pem'],
  key: ['pem', 'key', 'p12', 'pfx'],
  keyFile: ['pem'],
  request: ['csr'],
  crl: ['crl', 'pem'],
  scan: ['pdf', 'ofd', 'jpg', 'jpeg', 'png', 'tif', 'tiff'],
  docx: ['docx'],
  pdf: ['pdf'],
  calendar: ['ics'],
  log: ['txt'],
  any: ['*'],
} as const satisfies Record<string, readonly string[]>;
export type FileKind = keyof typeof FILE_KINDS;

/** By its name; also a part, or the list of the parts, of an encrypted package. */
export const isEncryptedName = (name: string): boolean => /\.zwmlx(?:\.\d{3}|\.parts\.json)?$/i.test(name);

const filtersOf = (kinds: readonly FileKind[]): { name: string; extensions: string[] }[] =>
  kinds.map((kind) => ({ name: text.parts.fileKinds[kind], extensions: [...FILE_KINDS[kind]] }));

/** The file chosen in a dialog, or null when the dialog was closed. Its `token` stands for it in calls. */
export async function chooseFile(title: string, kinds: readonly FileKind[]): Promise<ChosenFile | null> {
  const outcome = await call('window.chooseFile', { title, filters: filtersOf(kinds) });
  return outcome.ok ? (outcome.value.files[0] ?? null) : null;
}

export async function chooseFiles(title: string, kinds: readonly FileKind[]): Promise<readonly ChosenFile[]> {
  const outcome = await call('window.chooseFile', { title, filters: filtersOf(kinds), multiple: true });
  return outcome.ok ? outcome.value.files : [];
}

/** Where to write a file, or null when the dialog was closed. */
export async function chooseSave(
  title: string,
  kinds: readonly FileKind[],
  suggestedName: string,
): Promise<ChosenFile | null> {
  const input: InputOf<'window.chooseSave'> = { title, filters: filtersOf(kinds), suggestedName };
  const outcome = await call('window.chooseSave', input);
  return outcome.ok ? (outcome.value.files[0] ?? null) : null;
}

export async function chooseFolder(title: string): Promise<ChosenFile | null> {
  const outcome = await call('window.chooseFolder', { title });
  return outcome.ok ? (outcome.value.files[0] ?? null) : null;
}

/** A file name without the characters that Windows forbids in one. */
export function safeFileName(name: string): string {
  return name.replace(/[\\/:*?"<>|\s]+/g, '_').replace(/^\.+/, '');
}

export interface FilePickerProps {
  /** Button and dialog title: 选择扫描件. */
  readonly label: string;
  readonly kinds: readonly FileKind[];
  readonly value: ChosenFile | null;
  readonly onChange: (file: ChosenFile | null) => void;
  readonly disabled?: boolean;
  readonly hint?: ReactNode;
}

/** A button that opens the dialog, with the chosen file's name beside it. */
export function FilePicker({ label, kinds, value, onChange, disabled, hint }: FilePickerProps) {
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    // Not disabled meanwhile: the button keeps the focus for the way back from the dialog.
    if (asking) return;
    setAsking(true);
    const file = await chooseFile(label, kinds);
    setAsking(false);
    if (file !== null) onChange(file);
  };
  return (
    <span className="file-picker">
      <Button icon={<FolderOpenOutlined />} onClick={() => void ask()} disabled={disabled ?? false}>
        {label}
      </Button>
      {value === null ? (
        hint !== undefined && <span className="quiet">{hint}</span>
      ) : (
        <span className="file-picker-name" title={`${value.folder} ${value.name}`}>
          <FileOutlined aria-hidden /> {value.name}
          <Button type="link" size="small" onClick={() => onChange(null)} disabled={disabled ?? false}>
            {text.parts.clear}
          </Button>
        </span>
      )}
    </span>
  );
}
