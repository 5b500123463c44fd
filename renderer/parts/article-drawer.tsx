import { useMemo, useState, type ReactNode } from 'react';
import { Drawer, Input, Tag } from 'antd';
import {
  findArticle,
  searchRegulation,
  type RegulationArticle,
  type RegulationText,
} from '#app/jurisdictions/regulation-text';
import { useCall } from '#renderer/call';
import { CLEARABLE } from './clearable';
import { ArticleContext, type CitedPlace, type RuleRow } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { FailureNotice } from './failure-notice';
import { Loading } from './loading';

const words = text.parts.article;

/** The pack that a citation means: by id, else by the name that findings print. */
export function packOf(rules: readonly RuleRow[], place: CitedPlace): RuleRow | undefined {
  return (
    rules.find((row) => row.id === place.rules) ??
    rules.find((row) => row.name === place.regulation || row.title === place.regulation) ??
    rules.find((row) => place.regulation !== '' && row.title.includes(place.regulation))
  );
}

function ArticleText({
  article,
  marked,
}: {
  readonly article: RegulationArticle;
  readonly marked: readonly string[];
}) {
  return (
    <section className="article">
      <h2>
        {article.article}
        {article.chapter !== '' && <span className="quiet"> {article.chapter}</span>}
      </h2>
      {article.paragraphs.map((paragraph, index) => (
        <p key={index} className={marked.includes(paragraph) ? 'article-cited' : undefined}>
          {paragraph}
        </p>
      ))}
    </section>
  );
}

function WholeText({ regulation }: { readonly regulation: RegulationText }) {
  const [wanted, setWanted] = useState('');
  const shown = wanted.trim() === '' ? regulation.articles : searchRegulation(regulation, wanted);
  return (
    <>
      <h2 className="article-whole">{words.wholeText}</h2>
      <Input
        allowClear={CLEARABLE}
        placeholder={words.search}
        aria-label={words.search}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {shown.length === 0 && <p className="quiet">{words.nothingFound}</p>}
      {shown.map((article) => (
        <ArticleText key={article.article} article={article} marked={[]} />
      ))}
      <p className="quiet">
        {words.source}：{regulation.source}
        {regulation.note}
      </p>
    </>
  );
}

function PlaceText({ pack, place }: { readonly pack: RuleRow; readonly place: CitedPlace }) {
  const { value, failure, reload } = useCall('rules.read', { rules: pack.id });
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading />;
  const regulation = value.text;
  const found = regulation && place.article !== '' ? findArticle(regulation, place.article) : null;
  return (
    <>
      {found && <ArticleText article={found.article} marked={found.paragraphs} />}
      {regulation && !found && place.article !== '' && <p className="quiet">{words.notInText}</p>}
      {regulation ? <WholeText regulation={regulation} /> : <p className="quiet">{words.noText}</p>}
    </>
  );
}

function Content({ rules, place }: { readonly rules: readonly RuleRow[]; readonly place: CitedPlace }) {
  const pack = packOf(rules, place);
  return (
    <div className="article-drawer">
      {pack ? (
        <p>
          <strong>{pack.title}</strong>
          {pack.documentNumber !== '' && `（${pack.documentNumber}）`}
          <br />
          <span className="quiet">
            {pack.to === null ? words.from(pack.from) : words.fromTo(pack.from, pack.to)}{' '}
            {!pack.inForce && <Tag color="error">{words.expired}</Tag>}
          </span>
        </p>
      ) : (
        <p>{words.unknown(place.regulation)}</p>
      )}
      {place.quote && (
        <blockquote>
          <div className="quiet">
            {words.cited}：{place.article}
          </div>
          {place.quote}
        </blockquote>
      )}
      {pack && <PlaceText key={`${pack.id} ${place.article}`} pack={pack} place={place} />}
    </div>
  );
}

/** Lets everything inside open the text of a cited article in a drawer at the right. */
export function ArticleProvider({
  rules,
  children,
}: {
  readonly rules: readonly RuleRow[];
  readonly children: ReactNode;
}) {
  const [place, setPlace] = useState<CitedPlace | null>(null);
  const [open, setOpen] = useState(false);
  const show = useMemo(
    () => (wanted: CitedPlace) => {
      setPlace(wanted);
      setOpen(true);
    },
    [],
  );
  return (
    <ArticleContext.Provider value={show}>
      {children}
      <Drawer
        title={place ? `${place.regulation} ${place.article}` : words.title}
        open={open}
        onClose={() => setOpen(false)}
        size={520}
        destroyOnHidden
      >
        {place && <Content rules={rules} place={place} />}
      </Drawer>
    </ArticleContext.Provider>
  );
}
