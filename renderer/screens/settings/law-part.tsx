import { useEffect, useMemo, useState } from 'react';
import {
  searchRegulation,
  type RegulationArticle,
  type RegulationText,
} from '#app/jurisdictions/regulation-text';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import { call } from '#renderer/call';
import { SearchBox } from '#renderer/parts/search-box';
import { useLibrary, type RuleRow } from '#renderer/frame/contexts';
import { Loading } from '#renderer/parts/loading';
import { Panes } from '#renderer/parts/panes';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { LawDuties } from './law-duties';

const words = text.settings.law;

interface Held {
  readonly row: RuleRow;
  readonly regulation: RegulationText | null;
  readonly pack: RulePack | null;
}

/** All texts that the program holds, those the library works under first; they are few and short. */
function useTexts(): readonly Held[] | null {
  const { rules, summary } = useLibrary();
  const inUse = summary.rules.join(' ');
  const [held, setHeld] = useState<readonly Held[] | null>(null);
  useEffect(() => {
    void Promise.all(
      rules.map(async (row) => {
        const outcome = await call('rules.read', { rules: row.id });
        const pack = outcome.ok ? outcome.value.pack : null;
        return { row, regulation: outcome.ok ? outcome.value.text : null, pack };
      }),
    ).then(setHeld);
  }, [rules]);
  return useMemo(() => {
    const order = inUse.split(' ');
    const rank = ({ row, regulation }: Held): number =>
      (regulation === null ? 100 : 0) + (order.includes(row.id) ? order.indexOf(row.id) : 50);
    return held && [...held].sort((a, b) => rank(a) - rank(b));
  }, [held, inUse]);
}

function Article({ article, wanted }: { readonly article: RegulationArticle; readonly wanted: string }) {
  const marked = (paragraph: string) => {
    if (wanted === '' || !paragraph.includes(wanted)) return paragraph;
    return paragraph
      .split(wanted)
      .flatMap((part, index) => (index === 0 ? [part] : [<mark key={index}>{wanted}</mark>, part]));
  };
  return (
    <section className="article">
      <h3>
        {article.article}
        {article.chapter !== '' && <span className="quiet"> {article.chapter}</span>}
      </h3>
      {article.paragraphs.map((paragraph, index) => (
        <p key={index}>{marked(paragraph)}</p>
      ))}
    </section>
  );
}

function WholeText({
  held,
  articles,
  wanted,
}: {
  readonly held: Held;
  readonly articles: readonly RegulationArticle[];
  readonly wanted: string;
}) {
  const { row, regulation, pack } = held;
  return (
    <section className="law-text">
      <h2>
        {row.title} <span className="quiet">{row.documentNumber}</span>
      </h2>
      <p className="quiet">
        {row.to === null ? text.parts.article.from(row.from) : text.parts.article.fromTo(row.from, row.to)}
      </p>
      {wanted === '' && pack !== null && <LawDuties pack={pack} />}
      {regulation === null ? (
        <p className="quiet">{words.noText}</p>
      ) : (
        articles.map((article) => <Article key={article.article} article={article} wanted={wanted} />)
      )}
      {regulation !== null && (
        <p className="quiet">
          {words.source}：{regulation.source}
          {regulation.note}
        </p>
      )}
    </section>
  );
}

/** The regulations to read, with a search through all of them. */
export function LawPart() {
  const { summary } = useLibrary();
  const held = useTexts();
  const [chosen, setChosen] = useState<string | null>(null);
  const [query, setQuery] = useState('');
  const wanted = query.trim();
  const found = useMemo(
    () =>
      wanted === ''
        ? []
        : (held ?? [])
            .map((one) => ({
              held: one,
              articles: one.regulation === null ? [] : searchRegulation(one.regulation, wanted),
            }))
            .filter(({ articles }) => articles.length > 0),
    [held, wanted],
  );
  if (held === null) return <Loading />;
  const current = held.find(({ row }) => row.id === chosen) ?? held[0];
  const total = found.reduce((sum, one) => sum + one.articles.length, 0);
  return (
    <>
      <div className="page-bar">
        <SearchBox query={query} onQuery={setQuery} label={words.search} />
        {wanted !== '' && (
          <span role="status" className="quiet">
            {total > 0 ? words.results(total) : words.nothing}
          </span>
        )}
      </div>
      <Panes
        name="law"
        panes={[
          {
            key: 'list',
            size: 280,
            min: 180,
            content: (
              <nav className="side-list" aria-label={words.choose}>
                {held.map(({ row }) => (
                  <button
                    key={row.id}
                    type="button"
                    title={row.title}
                    aria-current={wanted === '' && row.id === current?.row.id ? 'true' : undefined}
                    onClick={() => {
                      setChosen(row.id);
                      setQuery('');
                    }}
                  >
                    <span className="side-list-label">{row.title}</span>
                    {summary.rules.includes(row.id) && <span className="quiet law-mark">{words.inUse}</span>}
                  </button>
                ))}
              </nav>
            ),
          },
          {
            key: 'text',
            min: 400,
            content: (
              <ScrollArea label={text.settings.parts.law}>
                {wanted === ''
                  ? current && (
                      <WholeText held={current} articles={current.regulation?.articles ?? []} wanted="" />
                    )
                  : found.map((one) => (
                      <WholeText
                        key={one.held.row.id}
                        held={one.held}
                        articles={one.articles}
                        wanted={wanted}
                      />
                    ))}
              </ScrollArea>
            ),
          },
        ]}
      />
    </>
  );
}
