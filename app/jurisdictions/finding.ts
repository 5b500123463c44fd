/** A finding (问题): what the check has to say about one field of one entry, with the article it rests on. */

/** 必须修改 (the platform would refuse it), 需要说明, 建议. */
export type Severity = 'error' | 'warning' | 'advice';

/** The worst first. */
export const SEVERITIES = ['error', 'warning', 'advice'] as const satisfies readonly Severity[];

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  error: '必须修改',
  warning: '需要说明',
  advice: '建议',
};

export interface Citation {
  /** Short name of the regulation as printed, for example 政务数据共享条例. */
  readonly regulation: string;
  /** For example 第十五条第二款. */
  readonly article: string;
  /** Words of the article, at most two printed lines. */
  readonly quote: string;
}

export interface Finding {
  readonly severity: Severity;
  /** Stable rule name in kebab-case, the same for every jurisdiction. */
  readonly rule: string;
  readonly citation: Citation;
  readonly entry: { readonly id: string; readonly code: string; readonly name: string };
  /** Field key of the field table, or `extra.<label>`. */
  readonly field: string;
  /** Set when the finding is about one item; `field` is then a key of the item. */
  readonly item?: { readonly id: string; readonly name: string } | undefined;
  /** Told once for many items, of a field that only items have: what stands in these and in no other. */
  readonly value?: string | undefined;
  /** What is wrong, naming the value. */
  readonly message: string;
  /** What to do next. */
  readonly fix: string;
  /** Why it may stay as it is, by whom and on which day (`YYYY-MM-DD`), with which others; see `settlement.ts`. */
  readonly settled?:
    | {
        readonly reason: string;
        readonly by: string;
        readonly on: string;
        readonly together?: string | undefined;
      }
    | undefined;
}
