import { useState } from 'react';
import { Button, Checkbox } from 'antd';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { call, useCall } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FormDialog } from '#renderer/parts/form-dialog';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { SearchBox } from '#renderer/parts/search-box';
import { useComplain } from '#renderer/parts/use-complain';
import { text } from '#renderer/text/zh-cn';
import { withBases } from './basis-text';
import type { EntryDraft } from './use-entry-draft';

const words = text.editor.basis;

interface DialogProps {
  readonly now: string;
  readonly onTake: (chosen: readonly string[]) => void;
  readonly onClose: () => void;
}

function BasisDialog({ now, onTake, onClose }: DialogProps) {
  const { person } = useLibrary();
  const mayKeep = useMayWrite('bases.change');
  const complain = useComplain();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const bases = useCall('bases.list', { query }).value?.bases ?? null;
  const standing = now.trim();
  const keep = async (change: { add?: string[]; remove?: string[] }) => {
    const outcome = await call('bases.change', { ...change, by: person });
    if (!outcome.ok) complain(outcome.failure);
  };
  const toggle = (basis: string, on: boolean) =>
    setChosen((before) => (on ? [...before, basis] : before.filter((one) => one !== basis)));
  return (
    <FormDialog
      title={words.title}
      width={720}
      action={words.take(chosen.length)}
      required={[{ id: 'basis-list', label: words.title, blank: chosen.length === 0 }]}
      onSave={() => {
        onTake(chosen);
        return undefined;
      }}
      onClose={onClose}
    >
      <p className="quiet">{words.hint}</p>
      <SearchBox query={query} onQuery={setQuery} label={words.search} placeholder={words.search} />
      <div data-field="basis-list">
        <ScrollArea label={words.title} className="basis-list">
          {bases?.length === 0 && <p className="quiet">{query === '' ? words.empty : words.nothing}</p>}
          <ul>
            {(bases ?? []).map((basis) => (
              <li key={basis.text} className="basis">
                <Checkbox
                  checked={chosen.includes(basis.text)}
                  onChange={(event) => toggle(basis.text, event.target.checked)}
                >
                  {basis.text}
                </Checkbox>
                <span className="quiet basis-use">
                  {basis.entries > 0 && words.used(basis.entries)}
                  {mayKeep &&
                    (basis.kept ? (
                      <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={words.remove(basis.text)}
                        title={words.removeHint}
                        onClick={() => void keep({ remove: [basis.text] })}
                      />
                    ) : (
                      <Button
                        type="text"
                        size="small"
                        icon={<PlusOutlined />}
                        aria-label={words.keep(basis.text)}
                        title={words.keepHint}
                        onClick={() => void keep({ add: [basis.text] })}
                      />
                    ))}
                </span>
              </li>
            ))}
          </ul>
        </ScrollArea>
      </div>
      {mayKeep && standing !== '' && bases?.every((one) => one.text !== standing) && (
        <div>
          <Button size="small" icon={<PlusOutlined />} onClick={() => void keep({ add: [standing] })}>
            {words.keepNow}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}

export interface BasisChoiceProps {
  readonly entry: CatalogueEntry;
  readonly edit: EntryDraft['edit'];
}

/** Under 不予共享依据: chooses from the list of bases instead of typing name, number and clause again. */
export function BasisChoice({ entry, edit }: BasisChoiceProps) {
  const [open, setOpen] = useState(false);
  return (
    <span className="code-proposal">
      <Button type="link" size="small" className="bare-link" onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      {open && (
        <BasisDialog
          now={entry.refusalBasis}
          onClose={() => setOpen(false)}
          onTake={(chosen) => {
            setOpen(false);
            edit((now) => ({ ...now, refusalBasis: withBases(now.refusalBasis, chosen) }), 'refusalBasis');
          }}
        />
      )}
    </span>
  );
}
