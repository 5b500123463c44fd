/** Reads a Word file back: its parts, the text of its paragraphs, and the section settings. */
import { fromBuffer } from 'yauzl';

/** Every part of the package as text, by its name. */
export async function docxParts(bytes: Uint8Array): Promise<Map<string, string>> {
  const parts = await zipParts(bytes);
  return new Map([...parts].map(([name, content]) => [name, content.toString('utf8')]));
}

/** Every member of a ZIP container, by its name. */
export function zipParts(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error || !zip) {
        reject(error ?? new Error('no zip'));
        return;
      }
      const parts = new Map<string, Buffer>();
      zip.on('end', () => resolve(parts));
      zip.on('error', reject);
      zip.on('entry', (entry: { fileName: string }) => {
        zip.openReadStream(entry as never, (failure, stream) => {
          if (failure || !stream) {
            reject(failure ?? new Error('no stream'));
            return;
          }
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(chunks));
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&(apos|#39);/g, "'")
    .replace(/&amp;/g, '&');
}

/** The text of each paragraph that has any, in document order, table cells included. */
export function docxText(xml: string): string[] {
  return [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((run) => unescaped(run[1]!)).join(''),
    )
    .filter((text) => text !== '');
}

/** The visible text of each block of an HTML page that has any, in document order. */
export function htmlText(html: string): string[] {
  const body = html.slice(html.indexOf('<section'), html.lastIndexOf('</section>'));
  return body
    .replace(/<br>/g, '')
    .split(/<\/?(?:section|h1|h2|h3|p|table|colgroup|col|thead|tbody|tr|th|td|div)\b[^>]*>/)
    .map((part) => unescaped(part.replace(/<[^>]+>/g, '')))
    .filter((text) => text.replace(/\n/g, '') !== '');
}

/** Attributes of the first element of that name inside `xml`. */
export function attributes(xml: string, element: string): Record<string, string> {
  const found = new RegExp(`<${element}((?: [^>]*?)?)/?>`).exec(xml);
  if (!found) throw new Error(`no ${element}`);
  return Object.fromEntries(
    [...found[1]!.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
  );
}
