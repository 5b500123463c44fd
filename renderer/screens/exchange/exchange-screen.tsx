import { useEffect, useState } from 'react';
import { useNavigation } from '#renderer/frame/contexts';
import { ScreenPage } from '#renderer/parts/screen-page';
import { text } from '#renderer/text/zh-cn';
import { ExportPart } from './export-part';
import { ImportPart } from './import-part';
import { MergePart } from './merge-part';
import { OfficePart } from './office-part';

const words = text.exchange;
type Part = keyof typeof words.parts;

/** 导入导出: workbooks in, workbooks out. */
export function ExchangeScreen() {
  const { route } = useNavigation();
  const wanted: Part = route.screen === 'exchange' ? (route.part ?? 'import') : 'import';
  const [part, setPart] = useState<Part>(wanted);
  useEffect(() => setPart(wanted), [wanted, route]);
  return (
    <ScreenPage
      title={words.title}
      parts={[
        { key: 'import', label: words.parts.import },
        { key: 'export', label: words.parts.export },
        { key: 'offices', label: words.parts.offices },
        { key: 'merge', label: words.parts.merge },
      ]}
      part={part}
      onPart={setPart}
    >
      {part === 'import' && <ImportPart />}
      {part === 'export' && (
        <ExportPart
          entries={(route.screen === 'exchange' && route.entries) || null}
          onImport={() => setPart('import')}
        />
      )}
      {part === 'offices' && <OfficePart onImport={() => setPart('import')} />}
      {part === 'merge' && <MergePart />}
    </ScreenPage>
  );
}
