using System.Security.Cryptography;

namespace GovCloud.CostFiles;

/// <summary>Digests and counts what is read through it, so that a file is read once only.</summary>
sealed class DigestStream(Stream content) : Stream
{
    const int RestBytes = 1 << 16;

    readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>What was read so far.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads what nobody has asked for, and closes the digest.</summary>
    /// <returns>SHA-256 in lower-case hexadecimal.</returns>
    public string Complete()
    {
        var rest = new byte[RestBytes];
        while (Read(rest) > 0)
        {
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        digest.AppendData(buffer[..read]);
        Count += read;
        return read;
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
            digest.Dispose();
        }

        base.Dispose(disposing);
    }
}
