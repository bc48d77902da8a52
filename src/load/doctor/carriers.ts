/** The three ways XMPP comes to a Finesse, as a pipe for text: TCP (or TLS), WebSocket, and BOSH. */
import { Agent, request as httpsRequest } from 'node:https'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { WebSocket } from 'ws'
import type { Framing } from '../../wire/xmpp/stream-reader.ts'
import { fixed } from '../target/rest-client.ts'

export interface Where {
  /** The name that the certificate is for. */
  readonly host: string
  readonly address: string
  readonly port: number
  /** Certificates to trust, in PEM. */
  readonly ca: string | undefined
  readonly patienceMs: number
}

/** A connection; `heard` gets what comes, `ended` why it is over. */
export interface Carrier {
  readonly framing: Framing
  send(text: string): void
  /** Only over TCP: goes on in TLS. Resolves when that is agreed on. */
  secure?(): Promise<void>
  close(): void
}

export interface Listener {
  heard(text: string): void
  ended(error: unknown): void
}

const BROKEN = Object.assign(new Error('closed'), { code: 'ECONNRESET' })

function trust({ host, ca, address }: Where): ConnectionOptions {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(isIP(host) === 0 ? { servername: host } : {}),
    lookup: fixed(address),
  }
}

export function overTcp(where: Where, isSecure: boolean, listener: Listener): Promise<Carrier> {
  return new Promise((resolve, reject) => {
    const { address, host, port } = where
    let carrier: Socket = isSecure
      ? connectTls({ host, port, ...trust(where) }, () => resolve(pipe))
      : connectTcp({ host: address, port }, () => resolve(pipe))
    const listenTo = (socket: Socket): void => {
      const decoder = new StringDecoder('utf8')
      socket.on('data', (piece) => listener.heard(decoder.write(piece)))
      socket.on('error', (error) => {
        reject(error)
        listener.ended(error)
      })
      socket.on('close', () => listener.ended(BROKEN))
    }
    listenTo(carrier)
    const pipe: Carrier = {
      framing: 'tcp',
      send: (text) => void carrier.write(text),
      close: () => carrier.destroy(),
      secure: () =>
        new Promise((secured, failed) => {
          const plain = carrier
          plain.removeAllListeners('data')
          plain.removeAllListeners('close')
          carrier = connectTls({ socket: plain, ...trust(where), host }, secured)
          carrier.on('error', failed)
          listenTo(carrier)
        }),
    }
  })
}

export function overWebSocket(where: Where, isSecure: boolean, listener: Listener): Promise<Carrier> {
  const { host, port, patienceMs } = where
  return new Promise((resolve, reject) => {
    const options = { ...trust(where), handshakeTimeout: patienceMs }
    const socket = new WebSocket(`${isSecure ? 'wss' : 'ws'}://${host}:${port}/ws/`, 'xmpp', options)
    socket.on('open', () =>
      resolve({ framing: 'websocket', send: (text) => socket.send(text), close: () => socket.terminate() }),
    )
    socket.on('message', (data) => listener.heard(String(data)))
    socket.on('error', (error) => {
      reject(error)
      listener.ended(error)
    })
    socket.on('close', () => listener.ended(BROKEN))
  })
}

/** Each text is the body of a request; what comes back is heard. */
export function overBosh(where: Where, listener: Listener): Carrier {
  const { host, port, patienceMs } = where
  const agent = new Agent({ keepAlive: true, timeout: patienceMs, ...trust(where) })
  return {
    framing: 'bosh',
    close: () => agent.destroy(),
    send(text) {
      const headers = { 'content-type': 'text/xml; charset=utf-8' }
      const request = httpsRequest({ host, port, path: '/http-bind/', method: 'POST', agent, headers }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (piece: string) => {
          body += piece
        })
        response.on('end', () => {
          if (response.statusCode === 200) listener.heard(body)
          else listener.ended(new Error(`BOSH answers ${response.statusCode}`))
        })
      })
      request.on('error', (error) => listener.ended(error))
      request.end(text)
    },
  }
}
