import { describe, expect, test } from 'vitest';
import { Bill } from './bill.ts';

describe('the bill of a send', () => {
  const make = () => {
    const booked: number[][] = [];
    return { booked, bill: new Bill(5, (...amounts) => booked.push(amounts)) };
  };

  test('is booked once, with the first word', () => {
    const { booked, bill } = make();
    bill.markSent();
    bill.settle(2);
    bill.settle(3);
    bill.close();
    expect(booked).toEqual([[5, 2, 0]]);
  });

  test('of which nobody knows the cost is taken for the worst', () => {
    const { booked, bill } = make();
    bill.settle(undefined);
    expect(booked).toEqual([[5, 0, 5]]);
  });

  test('that nobody settled is free when nothing was sent, and may be the worst when it was', () => {
    const unsent = make();
    unsent.bill.close();
    const sent = make();
    sent.bill.markSent();
    sent.bill.close();
    expect([unsent.booked, sent.booked]).toEqual([[[5, 0, 0]], [[5, 0, 5]]]);
  });
});
