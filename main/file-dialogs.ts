/**
 * The dialogs in which a person chooses files. They run here, and the window only ever gets tokens.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';

export interface DialogFilter {
  readonly name: string;
  readonly extensions: readonly string[];
}

export interface DialogQuestion {
  readonly kind: 'open' | 'save' | 'folder';
  readonly title: string;
  readonly filters?: readonly DialogFilter[] | undefined;
  readonly suggestedName?: string | undefined;
  readonly multiple?: boolean | undefined;
}

/** Answers absolute paths; an empty list when the dialog was closed without a choice. */
export type AskForPaths = (question: DialogQuestion) => Promise<readonly string[]>;

/** The extension that a saved file gets when the person typed none, or ''. */
export function missingExtension(path: string, filters: readonly DialogFilter[] | undefined): string {
  const first = filters?.[0]?.extensions[0];
  return first === undefined || first === '*' || extname(path) !== '' ? '' : `.${first}`;
}

async function mayReplace(window: BrowserWindow, path: string): Promise<boolean> {
  if (!existsSync(path)) return true;
  const answer = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `“${path}”已存在`,
    detail: '替换后，原文件的内容无法恢复。',
    buttons: ['取消', '替换'],
    defaultId: 0,
    cancelId: 0,
  });
  return answer.response === 1;
}

/** The system's dialogs, in front of `window`. */
export function systemDialogs(window: () => BrowserWindow | null): AskForPaths {
  return async (question) => {
    const parent = window();
    if (parent === null) return [];
    const filters = (question.filters ?? []).map((one) => ({
      name: one.name,
      extensions: [...one.extensions],
    }));
    if (question.kind === 'save') {
      const answer = await dialog.showSaveDialog(parent, {
        title: question.title,
        filters,
        ...(question.suggestedName === undefined ? {} : { defaultPath: question.suggestedName }),
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      });
      if (answer.canceled || answer.filePath === '') return [];
      const extension = missingExtension(answer.filePath, question.filters);
      const path = answer.filePath + extension;
      // The dialog asked about the name as typed; with the extension added it may be another, existing file.
      return extension === '' || (await mayReplace(parent, path)) ? [path] : [];
    }
    const answer = await dialog.showOpenDialog(parent, {
      title: question.title,
      filters,
      properties: [
        question.kind === 'folder' ? 'openDirectory' : 'openFile',
        ...(question.multiple === true ? (['multiSelections'] as const) : []),
      ],
    });
    return answer.canceled ? [] : answer.filePaths;
  };
}

/**
 * Answers from a JSON file that holds a list of lists of paths, one list per dialog in the order in which they come:
 * how tests and the demo stand in for the person. A dialog beyond the list counts as closed without a choice.
 */
export function scriptedDialogs(file: string): AskForPaths {
  let asked = 0;
  return async () => {
    const answers: unknown = JSON.parse(await readFile(file, 'utf8'));
    const answer: unknown = Array.isArray(answers) ? answers[asked] : undefined;
    asked += 1;
    return Array.isArray(answer) ? answer.filter((path) => typeof path === 'string') : [];
  };
}
