// What a screen shows, small. The page inside is the screen's own, at its own size, scaled down.
import { createElement as h, useEffect, useRef, useState } from "react";

export function Picture({ path, title, width, height }) {
  const box = useRef(null);
  const [scale, setScale] = useState(0);
  useEffect(() => {
    const size = new ResizeObserver(([entry]) => setScale(entry.contentRect.width / width));
    size.observe(box.current);
    return () => size.disconnect();
  }, [width]);
  return h(
    "div",
    { ref: box, className: "picture-frame", inert: true, style: { aspectRatio: `${width} / ${height}` } },
    path && scale > 0
      ? h("iframe", {
          src: path,
          title,
          tabIndex: -1,
          width,
          height,
          style: { transform: `scale(${scale})` },
        })
      : null,
  );
}
