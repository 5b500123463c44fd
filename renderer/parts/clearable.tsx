import { CloseCircleFilled } from '@ant-design/icons';
import { text } from '#renderer/text/zh-cn';

/** `allowClear` of a box or a choice; the kit's own button is called “Clear”, whatever the language. */
export const CLEARABLE = {
  clearIcon: <CloseCircleFilled aria-label={text.parts.clear} />,
  label: text.parts.clear,
};
