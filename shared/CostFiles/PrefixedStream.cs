namespace GovCloud.CostFiles;

/// <summary>A stream with bytes before it.</summary>
sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream content) : Stream
{
    ReadOnlyMemory<byte> before = prefix;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (before.IsEmpty)
        {
            return content.Read(buffer);
        }

        var taken = Math.Min(before.Length, buffer.Length);
        before.Span[..taken].CopyTo(buffer);
        before = before[taken..];
        return taken;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
