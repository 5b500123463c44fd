/** The table layouts that the program ships, by id. */
import fileUpload from '#resources/layouts/file-upload.json';
import national from '#resources/layouts/national-2017.json';
import resourceList from '#resources/layouts/resource-list.json';
import { text } from '#renderer/text/zh-cn';

const LAYOUTS = [national, fileUpload, resourceList];

export const LAYOUT_IDS: readonly string[] = LAYOUTS.map((layout) => layout.id);

/** The name of a layout; `auto` is the choice to let the program find out. */
export function layoutLabel(id: string): string {
  return LAYOUTS.find((layout) => layout.id === id)?.label ?? text.exchange.layouts[id] ?? id;
}

/** Whether the layout was held against a file that the platform itself handed out. */
export function isConfirmed(id: string): boolean {
  return LAYOUTS.find((layout) => layout.id === id)?.confirmed ?? false;
}
