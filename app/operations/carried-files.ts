/** The files of a package as they lie on a medium: what the 介质交接登记 lists for the one who signs for them. */
import { partsListName, splitFile } from '#app/packages/package-parts';
import { sm3Hex } from '#app/digest/sm3';
import { baseName } from '#app/review/report-letter';
import type { CarriedFile } from '#app/review/report-medium';
import type { PackageFile } from '#app/storage/report-form-store';
import { packageContent } from '#app/storage/package-store';
import { opened, type Workspace } from './workspace';

/**
 * As the program last copied it: under its id, in parts where it was cut. A package that was never copied is listed by
 * the name that it was saved under.
 */
export async function carriedFiles(workspace: Workspace, one: PackageFile): Promise<CarriedFile[]> {
  const note = `第${one.seq}号报送包，${one.state}`;
  if (one.carried === 0) return [{ name: baseName(one.file), size: one.size, sm3: one.sm3, note }];
  const name = `${one.packageId}${one.encrypted === 1 ? '.zwmlx' : '.zwml'}`;
  if (one.partBytes === null) return [{ name, size: one.size, sm3: one.sm3, note }];
  const content = (await packageContent(opened(workspace).library.reader, one.packageId))!;
  const { list, listBytes } = splitFile(name, content, one.partBytes);
  return [
    ...list.parts.map(({ file, size, sm3 }, i) => ({
      name: file,
      size,
      sm3,
      note: `${note}，第${i + 1}卷，共${list.parts.length}卷`,
    })),
    { name: partsListName(name), size: listBytes.length, sm3: sm3Hex(listBytes), note: '分卷清单' },
  ];
}
