import { Button, Radio, Switch } from 'antd';
import { openShortcuts } from '#renderer/frame/shortcut-sheet';
import { Field } from '#renderer/parts/field';
import { setLook, SIZES, useLook, type Size } from '#renderer/parts/look';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.display;

/** Size of type, contrast and the list of shortcuts: of this computer, not of the library. */
export function DisplayPart() {
  const { size, contrast } = useLook();
  return (
    <ScrollArea label={text.settings.parts.display}>
      <div className="page-narrow">
        <p className="quiet">{words.intro}</p>
        <div className="form-grid">
          <Field id="display-size" label={words.size}>
            <Radio.Group
              id="display-size"
              aria-label={words.size}
              value={size}
              options={SIZES.map((value) => ({ value, label: words.sizes[value] }))}
              onChange={(event) => setLook({ size: event.target.value as Size })}
            />
          </Field>
          <Field id="display-contrast" label={words.contrast} note={words.contrastHint}>
            <Switch id="display-contrast" checked={contrast} onChange={(on) => setLook({ contrast: on })} />
          </Field>
          <Field id="display-shortcuts" label={words.shortcuts}>
            <Button id="display-shortcuts" onClick={openShortcuts}>
              {words.openShortcuts} <kbd>F1</kbd>
            </Button>
          </Field>
        </div>
      </div>
    </ScrollArea>
  );
}
