import { useArticle, type CitedPlace } from '#renderer/frame/contexts';

/** 法规 + 条款 as a link that opens its text. */
export function Citation({ place }: { readonly place: CitedPlace }) {
  const open = useArticle();
  return (
    <button type="button" className="link citation" onClick={() => open(place)} title={place.quote}>
      {place.regulation}
      {place.article}
    </button>
  );
}
