package main

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/dop251/goja"
	"github.com/gorilla/websocket"
)

// `readyState`, as WHATWG WebSockets has it.
const (
	connecting = iota
	open
	closing
	closed
)

// How long a server may take to say goodbye, too, and to take what is written.
const patience = 10 * time.Second

// One WebSocket of one virtual user (https://grafana.com/docs/k6/latest/javascript-api/k6-websockets/). Its second argument does
// nothing, as documented; headers are in the third.
type socket struct {
	user      *user
	url       string
	object    *goja.Object
	state     int
	startedAt time.Time
	conn      *websocket.Conn
	mu        sync.Mutex
	toSend    []outgoing
	isSending bool
	buffered  int
}

type outgoing struct {
	kind    int
	message []byte
}

func (u *user) webSocket(call goja.ConstructorCall) *goja.Object {
	u.mustBeRead("WebSocket")
	s := &socket{user: u, url: call.Argument(0).String(), object: call.This, startedAt: time.Now()}
	headers := http.Header{}
	if params := call.Argument(2); !goja.IsUndefined(params) && !goja.IsNull(params) {
		for name, value := range texts(u.vm, params.ToObject(u.vm).Get("headers")) {
			headers.Set(name, value)
		}
	}
	if agent := u.test.options.UserAgent; agent != "" {
		headers.Set("User-Agent", agent)
	}
	u.get(s.object, "readyState", func() int { return s.state })
	u.get(s.object, "bufferedAmount", s.bufferedAmount)
	u.set(s.object, "url", s.url)
	u.set(s.object, "send", s.send)
	u.set(s.object, "close", s.close)
	go s.live(headers, u.loop.hold())
	return nil
}

// From the first attempt to connect to the end, on a goroutine of its own.
func (s *socket) live(headers http.Header, done func(func() error)) {
	loop := s.user.loop
	conn, _, err := websocket.DefaultDialer.DialContext(s.user.ctx, s.url, headers)
	if err != nil {
		done(func() error { return s.ended(err) })
		return
	}
	defer conn.Close()
	defer context.AfterFunc(s.user.ctx, func() { conn.Close() })()
	s.conn = conn
	loop.post(func() error { return s.opened() })
	for {
		kind, text, err := conn.ReadMessage()
		if err != nil {
			done(func() error { return s.ended(err) })
			return
		}
		if kind == websocket.TextMessage {
			loop.post(func() error { return s.heard(string(text)) })
		}
	}
}

func (s *socket) opened() error {
	s.state = open
	s.user.count("ws_sessions", 1, s.tags())
	s.user.time("ws_connecting", time.Since(s.startedAt), s.tags())
	return s.tell("onopen", map[string]any{"type": "open"})
}

func (s *socket) heard(text string) error {
	if s.state == closed {
		return nil
	}
	s.user.count("ws_msgs_received", 1, s.tags())
	return s.tell("onmessage", map[string]any{"type": "message", "data": text})
}

func (s *socket) ended(err error) error {
	s.state = closed
	s.user.time("ws_session_duration", time.Since(s.startedAt), s.tags())
	var goodbye *websocket.CloseError
	code := websocket.CloseAbnormalClosure
	if errors.As(err, &goodbye) {
		code = goodbye.Code
	}
	if code == websocket.CloseAbnormalClosure {
		if err := s.tell("onerror", map[string]any{"type": "error", "error": err.Error()}); err != nil {
			return err
		}
	}
	return s.tell("onclose", map[string]any{"type": "close", "code": code})
}

func (s *socket) tell(handler string, event map[string]any) error {
	handle, ok := goja.AssertFunction(s.object.Get(handler))
	if !ok {
		return nil
	}
	_, err := handle(s.object, s.user.vm.ToValue(event))
	return err
}

func (s *socket) send(text string) {
	if s.state != open {
		panic(s.user.vm.NewTypeError("the socket is not open"))
	}
	s.user.count("ws_msgs_sent", 1, s.tags())
	s.write(websocket.TextMessage, []byte(text))
}

// While it connects there is nothing to close: scripts do not ask for it.
func (s *socket) close() {
	if s.state != open {
		return
	}
	s.state = closing
	s.conn.SetReadDeadline(time.Now().Add(patience))
	s.write(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
}

// Taken now and written later, in its order, by a goroutine that lives while there is something to write.
func (s *socket) write(kind int, message []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.toSend = append(s.toSend, outgoing{kind, message})
	s.buffered += len(message)
	if !s.isSending {
		s.isSending = true
		go s.sendAll()
	}
}

func (s *socket) sendAll() {
	for {
		s.mu.Lock()
		if len(s.toSend) == 0 {
			s.isSending = false
			s.mu.Unlock()
			return
		}
		next := s.toSend[0]
		s.toSend = s.toSend[1:]
		s.mu.Unlock()
		s.conn.SetWriteDeadline(time.Now().Add(patience))
		// That it broke is heard by whoever reads.
		s.conn.WriteMessage(next.kind, next.message)
		s.mu.Lock()
		s.buffered -= len(next.message)
		s.mu.Unlock()
	}
}

func (s *socket) bufferedAmount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buffered
}

func (s *socket) tags() tags { return tags{"url": s.url} }
