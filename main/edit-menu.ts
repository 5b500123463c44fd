/**
 * The right-click menu of text, and the keys for larger and smaller type, which a window without a menu bar lacks.
 */
import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

const ZOOM_STEP = 0.5;
const ZOOM_LIMIT = 4;

/** The zoom level after a key, or null when the key is not one for zooming. Level 0 is 100 %, each whole step 20 %. */
export function zoomAfter(
  level: number,
  input: { key: string; control: boolean; meta: boolean },
): number | null {
  if (!input.control && !input.meta) return null;
  if (input.key === '0') return 0;
  if (input.key === '=' || input.key === '+') return Math.min(level + ZOOM_STEP, ZOOM_LIMIT);
  if (input.key === '-' || input.key === '_') return Math.max(level - ZOOM_STEP, -ZOOM_LIMIT);
  return null;
}

export function addEditMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, clicked) => {
    const items: MenuItemConstructorOptions[] = [];
    if (clicked.isEditable) {
      items.push(
        { role: 'undo', label: '撤销', enabled: clicked.editFlags.canUndo },
        { role: 'redo', label: '重做', enabled: clicked.editFlags.canRedo },
        { type: 'separator' },
        { role: 'cut', label: '剪切', enabled: clicked.editFlags.canCut },
      );
    }
    if (clicked.isEditable || clicked.selectionText !== '') {
      items.push({ role: 'copy', label: '复制', enabled: clicked.editFlags.canCopy });
    }
    if (clicked.isEditable) {
      items.push(
        { role: 'paste', label: '粘贴', enabled: clicked.editFlags.canPaste },
        { role: 'selectAll', label: '全选', enabled: clicked.editFlags.canSelectAll },
      );
    }
    if (items.length > 0) Menu.buildFromTemplate(items).popup();
  });
  contents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown') return;
    const level = zoomAfter(contents.getZoomLevel(), input);
    if (level === null) return;
    event.preventDefault();
    contents.setZoomLevel(level);
  });
}
