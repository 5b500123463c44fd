import { App, Button } from 'antd';
import { text } from '#renderer/text/zh-cn';
import type { SettingsDraft } from './use-settings';

const words = text.settings.form;

/** 保存 and 放弃修改, there only while something is changed. */
export function SaveBar({ draft }: { readonly draft: SettingsDraft }) {
  const { message } = App.useApp();
  if (!draft.changed) return null;
  return (
    <div className="page-bar page-bar-bottom">
      <Button
        type="primary"
        loading={draft.busy}
        onClick={() =>
          void draft.save().then((saved) => {
            if (saved) void message.success(words.saved);
          })
        }
      >
        {words.save}
      </Button>
      <Button onClick={draft.discard}>{words.discard}</Button>
      <span className="warn">{words.unsaved}</span>
    </div>
  );
}
