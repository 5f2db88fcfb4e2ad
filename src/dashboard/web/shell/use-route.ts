import { useEffect, useState } from 'preact/hooks';
import { routeOf, type Route } from './route.ts';

let moved = false;

/** True after the operator went from one view to another. Only then may a view take the focus. */
export function hasMoved(): boolean {
  return moved;
}

/** The route that the address names. It changes with links and with the browser's back and forward. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(window.location.hash));
  useEffect(() => {
    const follow = () => {
      moved = true;
      setRoute(routeOf(window.location.hash));
    };
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  return route;
}
