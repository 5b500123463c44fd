import { useEffect, useState } from 'react';
import { isTyping } from '#renderer/parts/is-typing';
import { ViewDialog } from '#renderer/parts/view-dialog';
import { text } from '#renderer/text/zh-cn';

const words = text.frame.shortcuts;
const OPEN = 'mulu-shortcuts';

/** Shows the sheet, from wherever there is a button for it. */
export function openShortcuts(): void {
  dispatchEvent(new Event(OPEN));
}

/** Every shortcut by place: F1 anywhere, `?` where nothing is being typed. */
export function ShortcutSheet() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = () => setOpen(true);
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      const asked = event.key === 'F1' || (event.key === '?' && !isTyping(event.target));
      if (!asked) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener(OPEN, show);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener(OPEN, show);
      removeEventListener('keydown', onKey);
    };
  }, []);
  if (!open) return null;
  return (
    <ViewDialog width={900} title={words.title} onClose={() => setOpen(false)}>
      <div className="shortcuts">
        {words.groups.map(({ name, keys }) => (
          <section key={name} aria-label={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={`${key} ${what}`}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </ViewDialog>
  );
}
