import { useState } from 'react';
import { Button, Select } from 'antd';
import { FileExcelOutlined } from '@ant-design/icons';
import { useLibrary } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { chooseFile, FilePicker } from '#renderer/parts/file-picker';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { LAYOUT_IDS, layoutLabel } from './layouts';
import { ImportSaved } from './import-saved';
import { useImport } from './import-session';

const words = text.exchange.choose;

/** First step: which file; how it is to be read only where reading it went wrong. */
export function ImportChoose() {
  const { summary } = useLibrary();
  const { state, change, check } = useImport();
  const { file, layout, mapping, busy, failure } = state;
  const readingFailed =
    failure !== null && ['workbook-shape-unknown', 'mapping-invalid'].includes(failure.code);
  const [more, setMore] = useState(layout !== 'auto' || mapping !== null);
  const shown = more || readingFailed;

  const choose = async () => {
    const chosen = await chooseFile(words.button, ['workbook']);
    if (chosen !== null)
      change({ file: chosen, checked: null, written: null, errorsFile: null, failure: null });
  };
  return (
    <ScrollArea label={words.title}>
      <div className="page-narrow">
        {summary.entries === 0 && file === null && <p>{words.nothingFirst}</p>}
        <div className="import-file">
          <Button
            type={file === null ? 'primary' : 'default'}
            icon={<FileExcelOutlined />}
            disabled={busy !== null}
            onClick={() => void choose()}
          >
            {file === null ? words.button : words.another}
          </Button>
          {file === null ? (
            <span className="quiet">{words.hint}</span>
          ) : (
            <span className="import-file-name" title={`${file.folder} ${file.name}`}>
              <strong>{file.name}</strong> <span className="quiet">{file.folder}</span>
            </span>
          )}
        </div>
        {failure !== null && <FailureNotice failure={failure} onClose={() => change({ failure: null })} />}
        {readingFailed && (
          <div>
            <Button onClick={() => change({ mappingByHand: true, failure: null })}>
              {text.exchange.mapping.byHand}
            </Button>
          </div>
        )}
        {shown ? (
          <div className="form-grid">
            <Field id="import-layout" label={words.layout} note={words.layoutHelp}>
              <Select
                id="import-layout"
                value={layout}
                onChange={(value: string) => change({ layout: value, checked: null })}
                options={['auto', ...LAYOUT_IDS].map((value) => ({ value, label: layoutLabel(value) }))}
                style={{ width: 280 }}
              />
            </Field>
            <Field id="import-mapping" label={words.mapping} note={words.mappingHelp}>
              <FilePicker
                label={text.common.chooseFile}
                kinds={['json']}
                value={mapping}
                onChange={(value) => change({ mapping: value, checked: null })}
              />
            </Field>
          </div>
        ) : (
          <div>
            <Button type="link" className="bare-link" onClick={() => setMore(true)}>
              {words.more}
            </Button>
          </div>
        )}
        <div className="form-buttons">
          <Button
            type="primary"
            disabled={file === null}
            loading={busy === 'checking'}
            onClick={() => void check()}
          >
            {words.check}
          </Button>
          {busy === 'checking' && <span className="quiet form-aside">{text.exchange.check.checkingNow}</span>}
        </div>
        {shown && <ImportSaved />}
        <ul className="import-points quiet">
          {words.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </div>
    </ScrollArea>
  );
}
