import fc from 'fast-check';
import ts from 'typescript';

/** Arbitraries for what is called so: a type, or a parameter, property or list of words or numbers. */
export type Named = Readonly<Record<string, fc.Arbitrary<unknown>>>;

interface Plain {
  readonly text: fc.Arbitrary<string>;
  readonly number: fc.Arbitrary<number>;
  readonly named: Named;
}

/** Everything that a TypeScript type allows: every member of a union, with and without what is optional, lists short and long. */
export function createArbitraries(checker: ts.TypeChecker, { text, number, named }: Plain) {
  return function of(type: ts.Type, name = ''): fc.Arbitrary<unknown> {
    const known = named[type.aliasSymbol?.name ?? type.symbol?.name ?? ''] ?? (isPlain(type) ? named[name] : undefined);
    if (known) return known;
    if (type.isUnion()) {
      const members = type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
      return fc.oneof(...members.map((member) => of(member, name)));
    }
    if (type.isStringLiteral() || type.isNumberLiteral()) return fc.constant(type.value);
    if (type.flags & ts.TypeFlags.BooleanLiteral) return fc.constant(checker.typeToString(type) === 'true');
    if (type.flags & ts.TypeFlags.Null) return fc.constant(null);
    if (type.flags & ts.TypeFlags.String) return text;
    if (type.flags & ts.TypeFlags.Number) return number;
    if (isList(type)) {
      const inner = checker.getTypeArguments(type).map((argument) => of(argument, name));
      return checker.isTupleType(type) ? fc.tuple(...inner) : lists(inner[0] ?? fail(type));
    }
    return isObject(type) ? objects(type) : fail(type);
  };

  function objects(type: ts.Type): fc.Arbitrary<unknown> {
    const of = createArbitraries(checker, { text, number, named });
    const values = type.getStringIndexType();
    if (values) return fc.dictionary(fc.constantFrom('a', 'releasers', '__proto__'), of(values), { maxKeys: 3 });
    const properties = type.getProperties();
    const model = properties.map(
      (property) => [property.name, of(checker.getTypeOfSymbol(property), property.name)] as const,
    );
    const optional = properties.filter(({ flags }) => flags & ts.SymbolFlags.Optional).map((it) => it.name);
    return fc
      .tuple(fc.record(Object.fromEntries(model)), fc.subarray(optional))
      .map(([all, absent]) => Object.fromEntries(Object.entries(all).filter(([key]) => !absent.includes(key))));
  }

  function isList(type: ts.Type): type is ts.TypeReference {
    return checker.isArrayType(type) || checker.isTupleType(type);
  }

  function fail(type: ts.Type): never {
    throw new Error(`cannot make up a ${checker.typeToString(type)}`);
  }
}

/** A few different ones, perhaps again and again: five hundred services, three hundred commits. */
const lists = (element: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> =>
  fc
    .tuple(fc.array(element, { maxLength: 3 }), fc.constantFrom(1, 1, 1, 100))
    .map(([few, times]) => Array.from({ length: few.length * times }, (_, index) => few[index % few.length]));

const isObject = ({ flags }: ts.Type): boolean => (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;

/** Words and numbers, also where they may be absent. */
const isPlain = (type: ts.Type): boolean => (type.isUnion() ? type.types.every(isPlain) : (type.flags & PLAIN) !== 0);
const PLAIN = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.Undefined | ts.TypeFlags.Null;
