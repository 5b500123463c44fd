import { describe, expect, test } from 'vitest';
import { TITLE_LINE, titleLines } from '#app/review/report-title';

const DEPARTMENTS = [
  '省信用办',
  '示例省信用管理办公室',
  '示例省发展和改革委员会',
  '示例市住房和城乡建设局',
  '示例省示例市生态环境局示例分局',
  '示例自治州示例县农业农村和水利局（乡村振兴局）',
];
const PAPERS = [
  '政务信息资源目录送审单',
  '关于政务信息资源目录（V2）的审核报告',
  '关于政务信息资源目录（V1草案）的审核报告',
  '关于政务信息资源目录（V12草案）的审核报告',
  '关于报送政务信息资源目录（V2）的函',
  '2026年度政务信息资源共享情况报告',
  '政务信息资源目录全面维护记录表（2026年第四季度）',
  '政务信息资源目录停用（注销）审批表',
];
const CASES = DEPARTMENTS.flatMap((department) => PAPERS.map((paper) => [department, paper] as const));

describe('titles break where their sense does (GB/T 9704-2012 7.3.1)', () => {
  test.each(CASES)('%s%s: whole, each line fits, none is left with a few characters', (department, paper) => {
    const title = department + paper;
    for (const orientation of ['portrait', 'landscape'] as const) {
      const lines = titleLines(title, department, orientation);
      const lengths = lines.map((line) => [...line].length);
      expect(lines.join('')).toBe(title);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(TITLE_LINE[orientation]);
      expect(Math.min(...lengths)).toBeGreaterThanOrEqual(4);
      expect(lines.length).toBeLessThanOrEqual(Math.ceil([...title].length / TITLE_LINE[orientation]) + 1);
    }
  });

  test('the lines form a trapezium or a rhombus: none is shorter than both its neighbours', () => {
    // The longest name leaves one way only.
    for (const [department, paper] of CASES.filter(([name]) => name.length < 20)) {
      const lengths = titleLines(department + paper, department, 'portrait').map((line) => [...line].length);
      for (let i = 1; i < lengths.length - 1; i++) {
        expect(lengths[i]! < lengths[i - 1]! && lengths[i]! < lengths[i + 1]!, lengths.join()).toBe(false);
      }
    }
  });

  test('a break stands behind the department and never inside brackets', () => {
    const title = '示例省信用管理办公室关于政务信息资源目录（V2）的审核报告';
    expect(titleLines(title, '示例省信用管理办公室', 'portrait')).toEqual([
      '示例省信用管理办公室',
      '关于政务信息资源目录（V2）的审核报告',
    ]);
    for (const [department, paper] of CASES.filter(([name]) => !name.includes('（'))) {
      for (const line of titleLines(department + paper, department, 'portrait')) {
        expect(line.split('（').length).toBe(line.split('）').length);
      }
    }
  });

  test('what fits stays on one line', () => {
    expect(titleLines('省信用办目录清单', '省信用办', 'portrait')).toEqual(['省信用办目录清单']);
  });
});
