// Stands in for Emotion's `jsx`, which a phone would download for nothing: our styles are sheets of their own, and
// what Reflex hands over as `css` is never more than a few properties of one element.
import { createElement } from "react";

export function jsx(type, props, ...children) {
  if (!props?.css) {
    return createElement(type, props, ...children);
  }
  const { css, style, ...rest } = props;
  return createElement(type, { ...rest, style: { ...style, ...css } }, ...children);
}
