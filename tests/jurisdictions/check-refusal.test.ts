import { describe, expect, test } from 'vitest';
import {
  check,
  errors,
  item,
  national,
  only,
  refused,
  rules,
  shaanxi,
  shenzhen,
  weihai,
  xinzhou,
} from './check-support';

const asked = (text: string, context = shaanxi): string[] =>
  rules(check(refused({ sharingCondition: text }), context)).filter((rule) => rule.startsWith('refusal-'));

describe('条例第十五条第二款：不予共享列明理由，明确法律、行政法规、国务院决定依据', () => {
  test('理由和依据都没有：两个必须修改的问题', () => {
    const findings = check(refused({ sharingCondition: '' }));
    expect(errors(findings)).toEqual(['refusal-reason-missing', 'refusal-basis-missing']);
    for (const rule of errors(findings)) expect(only(findings, rule).citation.article).toBe('第十五条第二款');
    expect(only(findings, 'refusal-basis-missing').fix).toContain('另见陕政发〔2017〕34号第十四条（一）');
  });

  test.each([
    '能够识别单个统计调查对象的资料应当保密。依据：《中华人民共和国统计法》第二十五条',
    '涉及纳税人商业秘密，依据税收征收管理法第八条',
    '涉及国家安全，《政府信息公开条例》（国务院令第711号）第十四条',
    '《市场主体登记管理条例》第三十条，涉及商业秘密',
    '影响公共安全，《城市市容和环境卫生管理条例》第三条',
    '涉及国家安全，国发〔2016〕51号',
    '涉及敏感信息，《国务院办公厅关于印发政务信息系统整合共享实施方案的通知》（国办发〔2017〕39号）',
    '涉及个人隐私，《中华人民共和国民法典》第一千零三十四条',
    '敏感个人信息，<<中华人民共和国个人信息保护法>>第28条',
    '涉及隐私，《网络数据安全管理条例》第八条及本单位管理制度',
    '国家秘密，《中华人民共和国保守国家秘密法实施条例》（中华人民共和国国务院令第772号）第五条',
  ])('理由和依据都在：%s', (text) => {
    expect(asked(text)).toEqual([]);
  });

  test('只有依据没有理由', () => {
    expect(asked('依据《中华人民共和国统计法》第二十五条')).toEqual(['refusal-reason-missing']);
    expect(asked('《中华人民共和国统计法》第二十五条规定，不予共享')).toEqual(['refusal-reason-missing']);
  });

  test('只有理由没有依据', () => {
    expect(asked('涉及个人隐私')).toEqual(['refusal-basis-missing']);
  });

  test.each(['按国家有关规定，涉及隐私', '依据相关法律法规，涉及隐私', '涉及隐私，依法不得提供'])(
    '没有指明是哪一部法规的，不算写明依据：%s',
    (text) => {
      expect(asked(text)).toEqual(['refusal-basis-missing']);
      const findings = check(
        refused({ sharingCondition: '', refusalReason: '涉及隐私', refusalBasis: text }),
      );
      expect(errors(findings)).toEqual(['refusal-basis-missing']);
    },
  );

  test('没有写条款的需要说明', () => {
    const findings = check(
      refused({ sharingCondition: '涉及国家秘密，依据《中华人民共和国保守国家秘密法》' }),
    );
    expect(only(findings, 'refusal-basis-clause').severity).toBe('warning');
    expect(errors(findings)).toEqual([]);
  });

  test('理由、依据各有专栏的，分别取专栏', () => {
    const filled = refused({
      sharingCondition: '',
      refusalReason: '能够识别单个调查对象',
      refusalBasis: '《中华人民共和国统计法》第二十五条',
    });
    expect(rules(check(filled)).filter((rule) => rule.startsWith('refusal-'))).toEqual([]);
  });

  test('认不出是哪一级的依据：需要说明，不必须修改', () => {
    for (const text of [
      '涉及隐私，《税收保密工作口径》第三条',
      '涉及隐私，《中华人民共和国海关某某规定》第三条',
    ]) {
      const findings = check(refused({ sharingCondition: text }));
      expect(only(findings, 'refusal-basis-unrecognised').severity).toBe('warning');
      expect(errors(findings)).toEqual([]);
    }
    const written = check(
      refused({ sharingCondition: '', refusalReason: '敏感', refusalBasis: '税收征管口径' }),
    );
    expect(only(written, 'refusal-basis-unrecognised').message).toContain('税收征管口径');
  });
});

describe('条例第十四条（三）：地方性法规、规章、规范性文件和内部规定不能作为不予共享的依据', () => {
  test.each([
    ['涉及商业秘密，《陕西省大数据条例》第十条', '地方性法规'],
    ['涉及商业秘密，《深圳经济特区数据条例》第十条', '地方性法规'],
    ['涉及商业秘密，《榆林市数据条例》第十条', '地方性法规'],
    ['涉及商业秘密，《湘西土家族苗族自治州数据条例》第十条', '地方性法规'],
    ['涉及隐私，《统计工作管理办法》第三条', '规章'],
    ['涉及征管，国家税务总局令第50号第三条', '规章'],
    ['涉及隐私，《西安市政务数据管理办法》第三条', '规章'],
    ['涉及隐私，陕政发〔2017〕34号', '规范性文件'],
    ['涉及隐私，《关于加强数据管理的通知》', '规范性文件'],
    ['涉及隐私，根据本局内部管理规定', '内部规定'],
    ['涉及隐私，《本单位数据管理办法》第二条', '内部规定'],
    ['涉及隐私，《某某局数据管理制度》', '内部规定'],
    ['涉及隐私，依据局长办公会会议纪要', '内部规定'],
  ])('%s：%s', (text, rank) => {
    const finding = only(check(refused({ sharingCondition: text })), 'refusal-basis-rank');
    expect(finding.severity).toBe('error');
    expect(finding.message).toContain(`属于${rank}`);
    expect(finding.citation.article).toBe('第十四条（三）');
    expect(finding.fix).toContain('另见陕政发〔2017〕34号第十四条（一）');
  });

  test('同时引有法律的，不再提示', () => {
    expect(asked('涉及隐私，《中华人民共和国个人信息保护法》第二十八条、《某某局数据管理制度》')).toEqual([]);
  });

  test('党中央政策：34号文第十四条（一）认可，条例没有列明，需要说明', () => {
    const finding = only(
      check(refused({ sharingCondition: '涉及敏感信息，中办发〔2018〕20号' })),
      'refusal-basis-rank',
    );
    expect(finding.severity).toBe('warning');
    expect(finding.citation.regulation).toBe('政务数据共享条例');
    expect(finding.fix).not.toContain('34号');
  });

  test('忻州二（一）：部门内部管理办法不得作为不共享的依据，另引忻州原文', () => {
    const internal = refused({ sharingCondition: '涉及隐私，根据本局内部管理办法' });
    const finding = only(check(internal, xinzhou), 'refusal-basis-internal');
    expect(finding.severity).toBe('error');
    expect(finding.citation).toEqual({
      regulation: '忻政办发〔2022〕3号',
      article: '二（一）',
      quote: '政务部门不得以部门内部管理办法作为不共享的依据',
    });
    expect(rules(check(internal, shaanxi))).not.toContain('refusal-basis-internal');
    expect(rules(check(refused(), xinzhou))).not.toContain('refusal-basis-internal');
  });

  test('深圳第12段、威海第四条认可法规、规章；条例同时施行时以条例为准', () => {
    const ordinance = refused({ sharingCondition: '涉及隐私，《深圳市数据管理办法》第三条' });
    expect(only(check(ordinance, shenzhen), 'refusal-basis-rank').citation.regulation).toBe(
      '政务数据共享条例',
    );
    expect(rules(check(ordinance, weihai))).not.toContain('refusal-basis-rank');
    const internal = refused({ sharingCondition: '涉及隐私，本局内部管理规定' });
    expect(only(check(internal, weihai), 'refusal-basis-rank').citation.article).toBe('第四条第四款');
  });
});

describe('不予共享的不得向社会开放', () => {
  test.each(['是', '1', 'Y', '开放', ' 是 '])('是否向社会开放填“%s”', (openToPublic) => {
    const finding = only(check(refused({ openToPublic })), 'refusal-open');
    expect([finding.severity, finding.field]).toEqual(['error', 'openToPublic']);
  });
  test.each(['否', '0', '', '未知'])('是否向社会开放填“%s”', (openToPublic) => {
    expect(rules(check(refused({ openToPublic })))).not.toContain('refusal-open');
  });
  test('逐个信息项看：只有不予共享又开放的信息项有问题', () => {
    const items = [
      item({ name: '甲', sharingType: '无条件共享', openToPublic: '是' }),
      item({ name: '乙', sharingType: '不予共享', openToPublic: '是' }),
      item({ name: '丙', sharingType: '不予共享', openToPublic: '否' }),
    ];
    expect(only(check(refused({ items })), 'refusal-open').item?.name).toBe('乙');
  });
});

test('不予共享的不问共享方式', () => {
  expect(errors(check(refused(), national))).toEqual([]);
  expect(errors(check(refused(), shaanxi))).toEqual([]);
});
