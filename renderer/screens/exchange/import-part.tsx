import { Steps } from 'antd';
import { LockOutlined } from '@ant-design/icons';
import { useRefusal } from '#renderer/frame/use-may-write';
import { EmptyState } from '#renderer/parts/empty-state';
import { text } from '#renderer/text/zh-cn';
import { ImportCheck } from './import-check';
import { ImportChoose } from './import-choose';
import { ImportColumns } from './import-columns';
import { ImportDone } from './import-done';
import { ImportMapping } from './import-mapping';
import { useImport, type ImportStep } from './import-session';

const words = text.exchange;
const ORDER: readonly ImportStep[] = ['file', 'columns', 'check', 'done'];

/** The import in steps on one page; back is possible until the write. */
export function ImportPart() {
  const refusal = useRefusal('workbook.import');
  const { state, change } = useImport();
  if (refusal !== null) return <EmptyState icon={<LockOutlined />} {...refusal} />;
  const at = ORDER.indexOf(state.step);
  const reachable = (index: number): boolean =>
    state.busy === null && state.step !== 'done' && index < 3 && (index === 0 || state.checked !== null);
  return (
    <>
      <div className="import-steps">
        <Steps
          size="small"
          current={at}
          onChange={(index) => {
            const step = ORDER[index];
            if (step !== undefined && reachable(index)) change({ step, failure: null, mappingByHand: false });
          }}
          items={words.steps.map((title, index) => ({ title, disabled: !reachable(index) }))}
        />
      </div>
      {state.mappingByHand && <ImportMapping />}
      {state.step === 'file' && !state.mappingByHand && <ImportChoose />}
      {state.step === 'columns' && !state.mappingByHand && <ImportColumns />}
      {state.step === 'check' && <ImportCheck />}
      {state.step === 'done' && <ImportDone />}
    </>
  );
}
